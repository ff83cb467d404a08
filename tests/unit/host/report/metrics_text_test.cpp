#include "host/report/metrics_text.hpp"
#include "tests/unit/host/report/status_fixtures.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <sstream>

using host::metrics_text;
using host::Snapshot;

namespace {

std::set<std::string> lines_of(const std::string& text) {
    std::set<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) {
        lines.insert(line);
    }
    return lines;
}

}  // namespace

TEST_CASE("every number of a snapshot is a line with the labels that tell it apart") {
    const auto lines = lines_of(metrics_text(test::full_snapshot()));
    for (const char* line : {
             R"(sluice_build_info{version="1.2.3"} 1)",
             R"(sluice_state_writable 1)",
             R"(sluice_updates_total{pipeline="loyalty",fate="delivered"} 420)",
             R"(sluice_updates_total{pipeline="loyalty",fate="rejected"} 1)",
             R"(sluice_updates_total{pipeline="loyalty",fate="filtered"} 5)",
             R"(sluice_updates_total{pipeline="loyalty",fate="superseded"} 2)",
             R"(sluice_updates_total{pipeline="loyalty",fate="unchanged"} 0)",
             R"(sluice_records_total{pipeline="loyalty"} 800)",
             R"(sluice_pending_updates{pipeline="loyalty"} 3881)",
             R"(sluice_rejects_kept{pipeline="loyalty"} 12)",
             R"(sluice_in_flight_updates{pipeline="loyalty"} 64)",
             R"(sluice_in_flight_limit_updates{pipeline="loyalty"} 64)",
             R"(sluice_in_flight_most_updates{pipeline="loyalty"} 128)",
             R"(sluice_rate_limit_updates_per_second{pipeline="loyalty"} 11.675)",
             R"(sluice_oldest_pending_age_seconds{pipeline="loyalty"} 2.5)",
             R"(sluice_source_read_bytes{pipeline="loyalty"} 123456)",
             R"(sluice_paused{pipeline="loyalty",kind="authentication"} 1)",
             R"(sluice_paused{pipeline="loyalty",kind="quota"} 0)",
             R"(sluice_time_ratio{pipeline="loyalty",cause="latency"} 0.96)",
             R"(sluice_quota_limit_updates{account="io.sluice.x/\"acme\""} 1000000)",
             R"(sluice_quota_used_updates{account="io.sluice.x/\"acme\""} 4200)",
             R"(sluice_plugin_deaths_total{pipeline="loyalty"} 2)",
             R"(sluice_plugin_tokens_total{pipeline="loyalty"} 3)",
             R"(sluice_plugin_days_left{pipeline="loyalty"} 89.5)",
             R"(sluice_plugin_wait_sum{pipeline="loyalty"} 12.5)",
             R"(sluice_plugin_wait_count{pipeline="loyalty"} 4)",
             R"(# HELP sluice_plugin_days_left Days \\ left. Or so.)",
             R"(# TYPE sluice_updates_total counter)",
             R"(# TYPE sluice_time_ratio gauge)",
         }) {
        INFO(line << " in\n" << metrics_text(test::full_snapshot()));
        CHECK(lines.count(line) == 1);
    }
}

TEST_CASE("a plugin cannot flood Prometheus") {
    Snapshot snapshot = test::full_snapshot();
    auto& metrics = snapshot.pipelines.front().plugin_metrics;
    metrics.clear();
    for (int i = 0; i < 1000; ++i) {
        metrics.push_back(
            {.name = "m" + std::to_string(i),
             .help = "Many.",
             .kind = host::PluginMetricStatus::Kind::gauge}
        );
    }
    std::size_t told = 0;
    for (const std::string& line : lines_of(metrics_text(snapshot))) {
        told += line.starts_with("sluice_plugin_m") ? 1 : 0;
    }
    CHECK(told == 64);
}

TEST_CASE("pipelines of one account tell of its quota once") {
    Snapshot snapshot = test::full_snapshot();
    snapshot.pipelines.push_back(snapshot.pipelines.front());
    snapshot.pipelines.back().pipeline = "visits";
    const std::string text = metrics_text(snapshot);
    const auto first = text.find("sluice_quota_used_updates{");
    REQUIRE(first != std::string::npos);
    CHECK(text.find("sluice_quota_used_updates{", first + 1) == std::string::npos);
}
