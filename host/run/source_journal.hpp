// Commits of a pipeline that reads a source: checkpoint, counts and new rejects together. Host
// thread.
#pragma once

#include "host/run/journal.hpp"
#include "host/run/source_intake.hpp"

#include <string>

namespace host {

class SourceJournal final : public Journal {
public:
    // `intake` must outlive it.
    SourceJournal(
        std::string pipeline, std::string generation, std::string source, SourceIntake& intake
    );

    void note(const Became& /*became*/) override {}
    Commit entry(Delivery& delivery, bool finished, std::int64_t unix_ms) override;

private:
    std::string pipeline_;
    std::string generation_;
    std::string source_;
    SourceIntake& intake_;
};

}  // namespace host
