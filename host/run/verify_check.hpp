// Whether what a pipeline's `verify:` asks can be asked of its plugin. Used by the plan; main
// thread, offline.
#pragma once

#include "host/run/plan.hpp"

#include <chrono>
#include <vector>

namespace host {

// Reports at the pipeline's `verify` if it cannot; else gives how long after a delivery to ask: the
// pipeline's own delay, or what the plugin says its far side needs.
std::chrono::milliseconds
check_verify(const Config& config, const PipelinePlan& plan, std::vector<Issue>& issues);

}  // namespace host
