// Commits of a pipeline that reads a source: checkpoint, counts and new rejects together. Host
// thread.
#pragma once

#include "host/run/journal.hpp"
#include "host/run/source_intake.hpp"

#include <string>

namespace host {

class SourceJournal final : public Journal {
public:
    // `plan` and `intake` must outlive it.
    SourceJournal(const PipelinePlan& plan, std::string generation, SourceIntake& intake);

    void note(const Became& /*became*/) override {}
    Commit entry(Delivery& delivery, bool finished, std::int64_t unix_ms) override;

private:
    const Pipeline& pipeline_;
    std::string account_;
    std::string generation_;
    SourceIntake& intake_;
};

}  // namespace host
