#include "host/report/expected_end.hpp"

#include <catch2/catch.hpp>

using host::expected_end;
using host::Pace;
using host::PauseStatus;
using host::PipelineStatus;
using host::QuotaStatus;

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
        .free_at_ms = 0};
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
