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
    std::string pipeline_;
    std::string account_;
    ReplayIntake& intake_;
    std::vector<std::int64_t> delivered_;    // reject ids since the last entry
    std::vector<Fingerprint> fingerprints_;  // what they say is not compared any more
    std::vector<Overtaking> overtaken_;      // by them
};

}  // namespace host
