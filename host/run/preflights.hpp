// The preflights of a run, one pipeline after the other, before the first record. Called by run();
// host thread.
#pragma once

#include "host/run/assembly.hpp"
#include "host/run/plan.hpp"
#include "host/run/signals.hpp"

#include <optional>

namespace host {

// Why the run must not begin; none if it may. Pipelines without `verify.preflight` are not asked
// about.
std::optional<CannotStart>
run_preflights(Assembly& assembly, Plan& plan, const StopSignals& signals);

}  // namespace host
