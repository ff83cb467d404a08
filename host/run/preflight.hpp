// Before a run sends anything: are the users known at all? Called by run() for each pipeline with
// `verify.preflight`; host thread.
#pragma once

#include "host/plugin/bell.hpp"
#include "host/plugin/instance.hpp"
#include "host/record/exit_code.hpp"
#include "host/record/location.hpp"
#include "host/record/verify_counts.hpp"
#include "host/report/redact.hpp"
#include "host/run/plan.hpp"
#include "host/run/questions.hpp"
#include "host/run/signals.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace host {

// What a preflight works with; all must outlive it.
struct PreflightSeat {
    PipelinePlan& plan;
    Location start;  // where the run will begin to read
    Instance& instance;
    Questions& questions;
    VerifyCounts& counts;
    const Redactor& redactor;
    const Bell& bell;
    const StopSignals& signals;
};

// Why the run must not begin.
struct PreflightStop {
    ExitCode exit = exit_pending;
    std::string text;
};

// Reads ahead with a reader of its own, so that nothing is taken from the run's source, and asks
// about the first `verify.preflight` distinct users. Ends with the answers, or by their deadline,
// or with a stop signal.
std::optional<PreflightStop> preflight(const PreflightSeat& seat);

// The first `most` distinct users' updates of the source from `start` on, those that `where` and
// the mapping let pass. Empty if the source cannot be read: the run will say so. For preflight()
// and its test.
std::vector<std::unique_ptr<KeptUpdate>>
first_users(PipelinePlan& plan, const Location& start, std::uint64_t most);

}  // namespace host
