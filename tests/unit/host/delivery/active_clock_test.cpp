#include "host/delivery/active_clock.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace std::chrono_literals;
using host::ActiveClock;
using host::Time;

TEST_CASE("the active clock runs with the other until it is stopped") {
    const ActiveClock clock;
    CHECK(clock.read(5s) == 5s);
    CHECK_FALSE(clock.is_stopped());
}

TEST_CASE("a pause of the active clock is lost for good") {
    ActiveClock clock;
    clock.stop(ActiveClock::Cause::pause, 10s);
    CHECK(clock.read(10s) == 10s);
    CHECK(clock.read(100s) == 10s);
    clock.resume(ActiveClock::Cause::pause, 100s);
    CHECK(clock.read(100s) == 10s);
    CHECK(clock.read(103s) == 13s);
}

TEST_CASE("the active clock stands until the last of its causes has gone") {
    ActiveClock clock;
    clock.stop(ActiveClock::Cause::pause, 10s);
    clock.stop(ActiveClock::Cause::quota, 20s);
    clock.resume(ActiveClock::Cause::pause, 30s);
    CHECK(clock.is_stopped());
    CHECK(clock.read(40s) == 10s);
    clock.resume(ActiveClock::Cause::quota, 50s);
    CHECK(clock.read(51s) == 11s);
}

TEST_CASE("stopping or resuming the active clock twice changes nothing") {
    ActiveClock clock;
    clock.resume(ActiveClock::Cause::quota, 5s);
    clock.stop(ActiveClock::Cause::pause, 10s);
    clock.stop(ActiveClock::Cause::pause, 20s);
    clock.resume(ActiveClock::Cause::pause, 30s);
    clock.resume(ActiveClock::Cause::pause, 40s);
    CHECK(clock.read(40s) == 20s);
}
