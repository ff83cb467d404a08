// A snapshot in which every member has a value of its own. For the tests of what shows one.
#pragma once

#include "host/report/status.hpp"

namespace test {

inline host::PipelineStatus full_status() {
    host::PipelineStatus one;
    one.pipeline = "loyalty";
    one.destination = "target-eu";
    one.state = "running";
    one.process = 4711;
    one.started_ms = 1'700'000'000'000;
    one.as_of_ms = 1'700'000'060'000;
    one.counts = {
        .records = 8000,
        .updates = 8100,
        .delivered = 4200,
        .rejected = 3,
        .filtered = 10,
        .superseded = 6,
        .maybe_repeated = 2};
    one.run_counts = {
        .records = 800,
        .updates = 810,
        .delivered = 420,
        .rejected = 1,
        .filtered = 5,
        .superseded = 2,
        .maybe_repeated = 1};
    one.pending = 3881;
    one.requests = 500;
    one.updates_per_second = 1234.5;
    one.in_flight = 64;
    one.in_flight_limit = 64;
    one.in_flight_most = 128;
    one.waiting_for_retry = 7;
    one.open_bytes = 4096;
    one.oldest_pending_ms = 2500;
    one.source = {"/data/profiles.ndjson", 4210, 123'456, 987'654};
    one.expected_end_ms = 1'700'000'120'000;
    one.rate = host::RateLimit{700.5, std::chrono::minutes{1}, 12};
    one.quota = host::QuotaStatus{
        "io.sluice.x/\"acme\"", 1'000'000, 86'400'000, 4200, 995'800, 0, 1'700'000'110'000};
    one.pause = host::PauseStatus{
        "authentication", "auth: HTTP 401 from a \"host\"", 1'700'000'030'000, 1'700'000'090'000};
    one.bottleneck =
        host::Bottleneck{host::HoldUp::latency, 0.96, "96 % of the time in flight 64 of 64"};
    one.time_shares = {0.01, 0.03, 0, 0, 0, 0.96, 0, 0};
    one.rejects_kept = 12;
    one.last_failure = host::FailureStatus{"rate_limited", 429, 1'700'000'059'000};
    one.plugin_deaths = 2;
    one.plugin_metrics = {
        {"tokens", "Tokens fetched.", host::PluginMetricStatus::Kind::counter, 3, 3},
        {"days_left", "Days \\ left.\nOr so.", host::PluginMetricStatus::Kind::gauge, 89.5, 1},
        {"wait", "", host::PluginMetricStatus::Kind::summary, 12.5, 4}};
    return one;
}

inline host::Snapshot full_snapshot() {
    return {"1.2.3", 1'700'000'060'000, "127.0.0.1:9464", "/var/lib/state", "", {full_status()}};
}

}  // namespace test
