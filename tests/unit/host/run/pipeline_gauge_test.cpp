#include "host/run/pipeline_gauge.hpp"

#include <catch2/catch.hpp>

using host::HoldUp;
using host::Moment;
using host::PipelineGauge;
using host::PipelineStatus;
using namespace std::chrono_literals;

namespace {

Moment at(std::chrono::seconds time) {
    return {time, 1'700'000'000'000ms + time};
}

PipelineStatus told(
    PipelineGauge& gauge,
    std::uint64_t delivered,
    Moment now,
    std::uint64_t oldest,
    std::uint64_t next
) {
    PipelineStatus status;
    status.state = "running";
    status.counts.updates = 1000;
    status.counts.delivered = delivered;
    gauge.tell(status, oldest, next, now);
    return status;
}

}  // namespace

TEST_CASE("pace, age and what held up are of the time since the last telling") {
    PipelineGauge gauge;
    CHECK(told(gauge, 0, at(10s), 0, 0).started_ms == 1'700'000'010'000);
    gauge.spent(HoldUp::latency, 900ms);
    gauge.spent(HoldUp::mapping, 100ms);
    const auto status = told(gauge, 100, at(11s), 100, 200);
    CHECK(status.started_ms == 1'700'000'010'000);
    CHECK(status.as_of_ms == 1'700'000'011'000);
    CHECK(status.updates_per_second == 100);
    CHECK(status.oldest_pending_ms == 1000U);
    REQUIRE(status.bottleneck);
    CHECK(status.bottleneck->what == HoldUp::latency);
    CHECK(status.bottleneck->share == Approx(0.9));

    const auto idle = told(gauge, 100, at(12s), 200, 200);
    CHECK_FALSE(idle.bottleneck);
    CHECK_FALSE(idle.oldest_pending_ms);
}

TEST_CASE("the last failure tells its reason and code, not what the plugin wrote freely") {
    PipelineGauge gauge;
    sluice::Outcome outcome;
    outcome.verdict = sluice::Verdict::retry;
    outcome.reason = sluice::Reason::rate_limited;
    outcome.vendor_code = 429;
    outcome.code = "slow_down";
    outcome.message = "visitor jane@example.com";
    gauge.failed(outcome, at(5s));
    auto status = told(gauge, 0, at(6s), 0, 0);
    REQUIRE(status.last_failure);
    CHECK(status.last_failure->reason == "slow_down");
    CHECK(status.last_failure->reply_code == 429);
    CHECK(status.last_failure->at_ms == 1'700'000'005'000);

    outcome.code = "no jane@example.com";
    gauge.failed(outcome, at(7s));
    CHECK(told(gauge, 0, at(8s), 0, 0).last_failure->reason == "rate_limited");

    outcome.verdict = sluice::Verdict::cancelled;
    outcome.code = "cancelled";
    gauge.failed(outcome, at(9s));
    CHECK(told(gauge, 0, at(10s), 0, 0).last_failure->reason == "rate_limited");
}

TEST_CASE("a pipeline that is over has no bottleneck") {
    PipelineGauge gauge;
    gauge.spent(HoldUp::latency, 900ms);
    PipelineStatus status;
    status.state = "finished";
    gauge.tell(status, 0, 0, at(1s));
    CHECK_FALSE(status.bottleneck);
}
