#include "host/delivery/pause.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <vector>

using namespace std::chrono_literals;
using host::Pause;
using host::PauseCause;
using host::PauseKind;
using host::Time;

namespace {

PauseCause busy(Time retry_after = Time{0}) {
    return {PauseKind::destination, "rate_limited: HTTP 429", retry_after};
}

PauseCause refused() {
    return {PauseKind::authentication, "unauthorized: HTTP 401", Time{0}};
}

}  // namespace

TEST_CASE("nothing is paused at the start") {
    const Pause pause;
    CHECK_FALSE(pause.is_paused());
    CHECK_FALSE(pause.may_probe(1h));
    CHECK_FALSE(pause.until().has_value());
    CHECK(pause.lasted(1h) == 0s);
}

TEST_CASE("a pause lasts as long as the far side asks, then one probe may go") {
    Pause pause;
    pause.begin(busy(20s), 100s);
    CHECK(pause.is_paused());
    CHECK(pause.text() == "rate_limited: HTTP 429");
    CHECK(pause.until() == Time{120s});
    CHECK_FALSE(pause.may_probe(119s));
    CHECK(pause.may_probe(120s));
    pause.probe_sent();
    CHECK_FALSE(pause.may_probe(120s));
    CHECK_FALSE(pause.until().has_value());
    pause.probe_answered(121s);
    CHECK_FALSE(pause.is_paused());
    CHECK(pause.lasted(200s) == 0s);
}

TEST_CASE("a probe is due after five minutes, whatever the far side named") {
    Pause pause;
    pause.begin(busy(1h), 0s);
    CHECK(pause.until() == Time{5min});
}

TEST_CASE("own waits double with each failed probe, up to five minutes") {
    struct Row {
        PauseCause cause;
        std::vector<Time> waits;
    };
    const Row rows[] = {
        {busy(), {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s}},
        {refused(), {30s, 60s, 120s, 240s, 300s, 300s}},
    };
    for (const Row& row : rows) {
        Pause pause;
        Time now = 10s;
        pause.begin(row.cause, now);
        for (const Time wait : row.waits) {
            REQUIRE(pause.until() == now + wait);
            now += wait;
            pause.probe_sent();
            pause.probe_failed(row.cause, now);
        }
    }
}

TEST_CASE("those that were in flight when the pause began make it no longer") {
    Pause pause;
    pause.begin(busy(), 10s);
    for (int i = 0; i < 63; ++i) {
        pause.begin(busy(), 10s + 100ms);
    }
    CHECK(pause.until() == Time{11s});
    SECTION("unless one names a later time") {
        pause.begin(busy(30s), 10s + 200ms);
        CHECK(pause.until() == Time{40s + 200ms});
        pause.begin(busy(1s), 10s + 300ms);
        CHECK(pause.until() == Time{40s + 200ms});
    }
}

TEST_CASE("a delivery from before the pause does not end it") {
    Pause pause;
    pause.begin(busy(), 10s);
    pause.answered();
    CHECK(pause.is_paused());
}

TEST_CASE("refused credentials are told before a busy destination") {
    Pause pause;
    pause.begin(busy(), 10s);
    pause.begin(refused(), 10s);
    CHECK(pause.kind() == PauseKind::authentication);
    CHECK(pause.text() == "unauthorized: HTTP 401");
    pause.begin(busy(), 10s);
    CHECK(pause.kind() == PauseKind::authentication);
}

TEST_CASE("a pause is counted from its beginning through all its probes") {
    Pause pause;
    pause.begin(busy(), 10s);
    pause.probe_sent();
    pause.probe_failed(busy(), 12s);
    CHECK(pause.lasted(20s) == 10s);
}

TEST_CASE("a probe that says nothing about the destination opens it, but the outage is not over") {
    Pause pause;
    pause.begin(busy(), 10s);
    pause.probe_sent();
    pause.probe_undecided(15s);
    CHECK_FALSE(pause.is_paused());
    CHECK(pause.lasted(100s) == 5s);
    pause.begin(busy(), 100s);
    CHECK(pause.until() == Time{102s});
    CHECK(pause.lasted(101s) == 6s);
    SECTION("until a final answer comes") {
        pause.probe_sent();
        pause.probe_undecided(103s);
        pause.answered();
        CHECK(pause.lasted(104s) == 0s);
        pause.begin(busy(), 200s);
        CHECK(pause.until() == Time{201s});
    }
}

TEST_CASE("after a probe that was lost another may go at once") {
    Pause pause;
    pause.begin(busy(), 10s);
    pause.probe_sent();
    pause.probe_lost();
    CHECK(pause.is_paused());
    CHECK(pause.may_probe(11s));
}
