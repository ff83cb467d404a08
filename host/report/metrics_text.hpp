// A snapshot as Prometheus reads it. Pure; on the status server's thread.
#pragma once

#include "host/report/status.hpp"

#include <string>

namespace host {

// Text format 0.0.4, by the serialiser of prometheus-cpp. Counters count from the run's start. What
// a plugin counts is sluice_plugin_NAME, with its pipeline; at most 64 of each pipeline.
std::string metrics_text(const Snapshot& snapshot);

}  // namespace host
