// Commits of a replay: rejects that were delivered go, the others are kept with today's reason.
// Host thread.
#pragma once

#include "host/run/journal.hpp"
#include "host/run/replay_intake.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace host {

class ReplayJournal final : public Journal {
public:
    // `intake` must outlive it.
    ReplayJournal(const PipelinePlan& plan, ReplayIntake& intake);

    void note(const Became& became) override;
    Commit entry(Delivery& delivery, bool finished, std::int64_t unix_ms) override;

private:
    void reject(const RejectRow& again, std::int64_t unix_ms);
    // Only when all updates of its record are final: until then a crash replays the whole of it.
    static void write(Replayed replayed, Commit& commit);

    std::string pipeline_;
    std::string account_;
    ReplayIntake& intake_;
    std::vector<Replayed> final_;            // since the last entry
    std::vector<Fingerprint> fingerprints_;  // what they say is not compared any more
    std::vector<Overtaking> overtaken_;      // by them
};

}  // namespace host
