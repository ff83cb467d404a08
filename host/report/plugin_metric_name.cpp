#include "host/report/plugin_metric_name.hpp"

#include <string_view>

namespace host {
namespace {

constexpr std::size_t longest_name = 128;
constexpr std::string_view total = "_total";

char fitting(char c) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return fits ? c : '_';
}

}  // namespace

std::string plugin_metric_name(const PluginMetricStatus& metric) {
    std::string name = "sluice_plugin_";
    for (const char c : std::string_view{metric.name}.substr(0, longest_name)) {
        name += fitting(c);
    }
    while (name.ends_with(total)) {
        name.resize(name.size() - total.size());
    }
    return metric.kind == PluginMetricStatus::Kind::counter ? name.append(total) : name;
}

}  // namespace host
