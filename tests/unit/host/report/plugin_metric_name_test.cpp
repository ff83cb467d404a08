#include "host/report/plugin_metric_name.hpp"

#include <catch2/catch.hpp>

using host::plugin_metric_name;
using Kind = host::PluginMetricStatus::Kind;

TEST_CASE("a plugin's metric has a name that Prometheus takes, whatever the plugin calls it") {
    const auto name = [](const char* own, Kind kind) {
        return plugin_metric_name({.name = own, .help = "", .kind = kind});
    };
    CHECK(name("tokens", Kind::counter) == "sluice_plugin_tokens_total");
    CHECK(name("tokens_total", Kind::counter) == "sluice_plugin_tokens_total");
    CHECK(name("x_total_total", Kind::gauge) == "sluice_plugin_x");
    CHECK(name("days-left {a=\"b\"}\n", Kind::gauge) == "sluice_plugin_days_left__a__b___");
    CHECK(name("", Kind::summary) == "sluice_plugin_");
    CHECK(plugin_metric_name({.name = std::string(1000, 'a'), .help = ""}).size() < 160);
}
