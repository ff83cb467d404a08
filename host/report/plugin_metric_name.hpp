// The name under which Prometheus knows a plugin's metric. Pure.
#pragma once

#include "host/report/status.hpp"

#include <string>

namespace host {

// "sluice_plugin_" and the plugin's name: what is neither letter, digit nor '_' becomes '_', and a
// counter ends in "_total", other kinds do not.
std::string plugin_metric_name(const PluginMetricStatus& metric);

}  // namespace host
