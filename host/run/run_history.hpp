// The history of runs, for `sluice runs`: a row for each pipeline, begun when it starts and
// completed when it ends; a run that was killed leaves its row without an end. Used by run; host
// thread.
#pragma once

#include "host/report/log.hpp"
#include "host/run/pipeline_run.hpp"
#include "host/state/store.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace host {

class RunHistory {
public:
    // Both must outlive it.
    RunHistory(Store& store, Log& log) : store_{store}, log_{log} {}

    // The error is the state's: the run cannot begin.
    std::optional<StateError> begin(const PipelineRun& pipeline, std::int64_t unix_ms);

    // `exit`: what a run of this pipeline alone would end with, or RunRow::reloaded. What it
    // delivered is durable already, so that a row that cannot be written is a warning.
    void end(const PipelineRun& pipeline, int exit, std::int64_t unix_ms);

private:
    Store& store_;
    Log& log_;
    std::map<const PipelineRun*, RunRow> rows_;
};

}  // namespace host
