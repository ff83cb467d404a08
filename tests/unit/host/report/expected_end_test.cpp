#include "host/report/expected_end.hpp"

#include <catch2/catch.hpp>

using host::expected_end;
using host::Pace;
using host::PauseStatus;
using host::PipelineStatus;
using host::QuotaStatus;
using host::RateLimit;
using host::used_up_at;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t now = 1'000'000;

// 400 of 1000 bytes read, 40 updates of which 10 are pending: 70 are to come.
PipelineStatus some_way() {
    PipelineStatus status;
    status.counts.updates = 40;
    status.counts.delivered = 30;
    status.pending = 10;
    status.source.bytes = 400;
    status.source.total_bytes = 1000;
    return status;
}

QuotaStatus quota(std::uint64_t left) {
    return {
        .account = "a",
        .limit = 100,
        .window_ms = 1000'000,
        .used = 100 - left,
        .left = left,
        .free_at_ms = 0,
        .used_up_ms = 0};
}

}  // namespace

TEST_CASE("the end is as far as what is to come takes at this pace") {
    CHECK(expected_end(some_way(), {10, 100}, now) == now + 7000);
}

TEST_CASE("no end is known of a stream, without movement, and during a pause") {
    auto stream = some_way();
    stream.source.total_bytes.reset();
    CHECK_FALSE(expected_end(stream, {10, 100}, now));
    CHECK_FALSE(expected_end(some_way(), {0, 0}, now));
    auto paused = some_way();
    paused.pause = PauseStatus{.kind = "breaker", .why = "", .since_ms = 0, .until_ms = 0};
    CHECK_FALSE(expected_end(paused, {10, 100}, now));
}

TEST_CASE("a quota that does not last puts the end off") {
    auto enough = some_way();
    enough.quota = quota(70);
    CHECK(expected_end(enough, {10, 100}, now) == now + 7000);
    auto scarce = some_way();
    scarce.quota = quota(20);  // 50 beyond it: half a window
    CHECK(expected_end(scarce, {10, 100}, now) == now + 500'000);
    auto used_up = some_way();
    used_up.quota = quota(0);
    used_up.quota->free_at_ms = now + 100'000;
    used_up.pause = PauseStatus{.kind = "quota", .why = "", .since_ms = 0, .until_ms = 0};
    CHECK(expected_end(used_up, {0, 0}, now) == now + 100'000 + 700'000);
}

TEST_CASE("a rate that is kept puts the end off, though much is read already") {
    auto status = some_way();
    status.rate = RateLimit{2, 1s, 1};
    CHECK(expected_end(status, {10, 100}, now) == now + 35'000);
    CHECK(least_time_left(status) == 35s);
    status.rate = RateLimit{100, 1s, 1};
    CHECK(expected_end(status, {10, 100}, now) == now + 7000);
    CHECK(least_time_left(status) == 1s);
    status.source.total_bytes.reset();
    CHECK(least_time_left(status) == 0s);
    CHECK(least_time_left(some_way()) == 0s);
}

TEST_CASE("updates that are not sent need neither rate nor quota") {
    auto status = some_way();
    status.counts.delivered = 10;
    status.counts.filtered = 20;  // of three, one is sent: of 60 unread 20, and the pending ones
    status.rate = RateLimit{1, 1s, 1};
    CHECK(least_time_left(status) == 30s);
    status.quota = quota(30);
    CHECK(expected_end(status, {70, 700}, now) == now + 30'000);
}

TEST_CASE("the quota is used up when what is left is spent, unless its window gives back before") {
    CHECK(used_up_at(quota(20), 2, now) == now + 10'000);
    CHECK(used_up_at(quota(20), 0.02, now) == 0);  // 1000 s: a window
    CHECK(used_up_at(quota(20), 0, now) == 0);
    CHECK(used_up_at(quota(0), 2, now) == 0);
}

TEST_CASE("the end of the quota is told where the rest of the source needs more") {
    auto status = some_way();
    status.quota = quota(20);
    CHECK(quota_forecast(status).empty());  // nothing is spent
    status.quota->used_up_ms = now + 10'000;
    CHECK(quota_forecast(status) == "20 left, used up about 1970-01-01T00:16:50.000Z at this pace");
    status.quota->left = 70;
    CHECK(quota_forecast(status).empty());
    status.source.total_bytes.reset();  // of a stream nobody knows
    CHECK_FALSE(quota_forecast(status).empty());
    status.quota.reset();
    CHECK(quota_forecast(status).empty());
}
