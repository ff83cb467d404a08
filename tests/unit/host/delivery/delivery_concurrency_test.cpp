// How many updates a Delivery lets be in flight, by what the destination answers.
#include "host/delivery/delivery.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;
using Tokens = std::vector<std::uint64_t>;

namespace {

DeliveryStart with_adaptive(bool is_adaptive) {
    DeliveryStart of = start();
    of.settings.is_adaptive = is_adaptive;
    return of;
}

// Answers each flight 20 ms later: the first `capacity` are taken, the others asked to wait. Gives
// how many were, until all is delivered.
std::uint64_t refusals_of(Desk& desk, std::size_t capacity) {
    std::uint64_t refusals = 0;
    while (!desk.delivery.is_idle()) {
        const Tokens tokens = desk.send();
        desk.pass(20ms);
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            desk.answer(tokens[i], i < capacity ? delivered() : busy());
            refusals += i < capacity ? 0 : 1;
        }
        if (const auto due = desk.delivery.next_due(desk.now); due && *due > desk.now.time) {
            desk.pass(*due - desk.now.time);
        }
        REQUIRE_FALSE(desk.delivery.violation());
    }
    return refusals;
}

}  // namespace

TEST_CASE(
    "one that asks to wait gets half as many at a time after its pause, unless adaptive is off"
) {
    const bool is_adaptive = GENERATE(true, false);
    Desk desk{with_adaptive(is_adaptive)};
    desk.admit_many(200);
    const Tokens tokens = desk.send();
    REQUIRE(tokens.size() == 64);
    desk.pass(20ms);
    for (const std::uint64_t token : tokens) {
        desk.answer(token, busy());
    }
    const std::size_t limit = is_adaptive ? 32 : 64;
    CHECK(desk.delivery.in_flight_limit() == limit);
    CHECK(desk.delivery.credit() == 64);
    desk.pass(1s);
    const std::uint64_t probe = desk.send_one();
    desk.pass(20ms);
    desk.answer(probe, delivered());
    CHECK(desk.send().size() == limit);
}

TEST_CASE("a probe goes alone, so that what it is answered lowers nothing") {
    Desk desk;
    desk.admit_many(1);
    desk.answer(desk.send_one(), busy());
    const std::size_t limit = desk.delivery.in_flight_limit();
    for (int i = 0; i < 10; ++i) {
        desk.pass(5min);
        desk.answer(desk.send_one(), busy());
        CHECK(desk.delivery.in_flight_limit() == limit);
    }
}

TEST_CASE("a batch that send refused and a death of the plugin say nothing of the destination") {
    Desk desk;
    desk.admit_many(200);
    desk.delivery.send_failed(desk.delivery.next_batch(desk.now), desk.now);
    CHECK(desk.delivery.in_flight_limit() == 64);
    desk.pass(1min);
    REQUIRE(desk.send().size() == 64);
    desk.delivery.plugin_died("killed by SIGSEGV", {}, desk.now);
    CHECK(desk.delivery.in_flight_limit() == 64);
}

TEST_CASE("while more are in flight than a lowered limit, a verdict must come before the next send"
) {
    Desk desk;
    desk.admit_many(200);
    const Tokens tokens = desk.send();
    desk.pass(20ms);
    desk.answer(tokens[0], busy(100ms));
    desk.pass(1s);
    CHECK(desk.delivery.in_flight() == 63);
    CHECK(desk.send().empty());
    CHECK_FALSE(desk.delivery.next_due(desk.now));
    for (std::size_t i = 1; i < 33; ++i) {
        desk.answer(tokens[i], delivered());
    }
    CHECK(desk.send().size() == 1);  // the probe
}

TEST_CASE("where eight are taken at a time, all is delivered with a tenth of the refusals") {
    Desk adaptive{with_adaptive(true)};
    adaptive.admit_many(2000);
    const std::uint64_t refusals = refusals_of(adaptive, 8);
    Desk fixed{with_adaptive(false)};
    fixed.admit_many(2000);
    CHECK(refusals * 10 < refusals_of(fixed, 8));
    CHECK(refusals < 200);
    CHECK(adaptive.delivery.counts().delivered == 2000);
}
