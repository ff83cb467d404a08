#include "host/delivery/concurrency_limit.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>

using namespace std::chrono_literals;
using namespace host;
using namespace host::test;

namespace {

constexpr std::size_t window = ConcurrencyLimit::least_window;

// A limit whose updates go and come back in flights: all that it lets go, then all answers.
struct Flights {
    explicit Flights(std::size_t most) : limit{most} {}

    ConcurrencyLimit limit;
    Time now = 1000s;

    // Flights until so many answers have come, at least one; each of `took`.
    void fly(std::size_t answers, Strain strain = Strain::none, Time took = 50ms) {
        for (std::size_t come = 0; come < answers;) {
            const Time sent = ++now;
            const std::size_t gone = limit.now();
            now += took;
            for (std::size_t left = gone; left != 0; --left, ++come) {
                limit.answered({strain, sent, now, left});
            }
        }
    }
    // As many answers as one judgement takes.
    void fly_window(Time took = 50ms) { fly(std::max(limit.now(), window), Strain::none, took); }
    void strain() { fly(1, Strain::asked); }
};

}  // namespace

TEST_CASE("a destination that asks to hold back strains at once, failures like an overload by "
          "their number") {
    struct Row {
        sluice::Verdict verdict;
        sluice::Reason reason;
        bool whole_destination;
        Strain strain;
    };
    using sluice::Reason;
    using sluice::Verdict;
    const Row row = GENERATE(values<Row>({
        {Verdict::retry, Reason::rate_limited, true, Strain::asked},  // 429
        {Verdict::retry, Reason::server, true, Strain::asked},        // 503 with Retry-After
        {Verdict::retry, Reason::none, true, Strain::asked},
        {Verdict::retry, Reason::server, false, Strain::sign},  // 503
        {Verdict::retry, Reason::timeout, false, Strain::sign},
        {Verdict::retry, Reason::rate_limited, false, Strain::sign},  // of a session
        {Verdict::retry, Reason::network, false, Strain::none},       // nobody listens
        {Verdict::retry, Reason::network, true, Strain::none},        // a wrong certificate
        {Verdict::retry, Reason::protocol, true, Strain::none},       // misrouted
        {Verdict::retry, Reason::conflict, false, Strain::none},
        {Verdict::retry, Reason::none, false, Strain::none},
        {Verdict::delivered, Reason::none, false, Strain::none},
        {Verdict::rejected, Reason::server, false, Strain::none},
        {Verdict::auth_failed, Reason::none, true, Strain::none},
        {Verdict::cancelled, Reason::timeout, false, Strain::none},
    }));
    sluice::Outcome outcome = verdict(row.verdict);
    outcome.reason = row.reason;
    outcome.whole_destination = row.whole_destination;
    CAPTURE(static_cast<int>(row.verdict), static_cast<int>(row.reason), row.whole_destination);
    CHECK(strain_of(outcome) == row.strain);
}

TEST_CASE("the limit begins at the credit, and good answers leave it there however long they take"
) {
    Flights flights{64};
    CHECK(flights.limit.now() == 64);
    for (const Time took : {1ms, 50ms, 5000ms, 60'000ms, 1ms}) {
        flights.fly(1000, Strain::none, took);
        CHECK(flights.limit.now() == 64);
    }
}

TEST_CASE("one that asks halves the limit, and the rest of what was in flight then does not again"
) {
    Flights flights{64};
    flights.strain();
    CHECK(flights.limit.now() == 32);
    flights.strain();
    CHECK(flights.limit.now() == 16);
}

TEST_CASE("signs lower the limit from a quarter of a window on") {
    Flights flights{64};
    const auto window_with = [&](std::size_t signs) {
        const Time sent = ++flights.now;
        flights.now += 50ms;
        for (std::size_t left = 64; left != 0; --left) {
            const Strain strain = left <= signs ? Strain::sign : Strain::none;
            flights.limit.answered({strain, sent, flights.now, left});
        }
    };
    window_with(15);
    CHECK(flights.limit.now() == 64);
    window_with(16);
    CHECK(flights.limit.now() == 32);
}

TEST_CASE("a record that fails for ever lowers no small limit") {
    Flights flights{4};
    for (int i = 0; i < 100; ++i) {
        flights.fly(1);
        flights.limit.answered({Strain::sign, flights.now, flights.now, 4});
        CHECK(flights.limit.now() == 4);
    }
}

TEST_CASE("the limit is never below one, and one is enough to grow from") {
    const std::size_t most = GENERATE(1U, 2U, 64U, 1024U);
    Flights flights{most};
    for (int i = 0; i < 20; ++i) {
        flights.strain();
    }
    CHECK(flights.limit.now() == 1);
    for (int i = 0; i < 12; ++i) {
        flights.fly_window();
    }
    CHECK(flights.limit.now() == most);
}

TEST_CASE("after calm windows the limit grows by 1, 2, 4 ... up to the credit") {
    Flights flights{64};
    flights.strain();
    for (const std::size_t now : {33U, 35U, 39U, 47U, 63U, 64U, 64U}) {
        flights.fly_window();
        CHECK(flights.limit.now() == now);
    }
}

TEST_CASE("a step that fails is taken back whole, and tried again ever more rarely") {
    Flights flights{64};
    flights.strain();
    flights.strain();
    for (const Time wait : {1s, 2s, 4s, 8s, 16s, 30s, 30s}) {
        flights.fly_window();
        REQUIRE(flights.limit.now() == 17);
        flights.strain();
        CHECK(flights.limit.now() == 16);
        const Time failed = flights.now;
        while (flights.now + 100ms < failed + wait) {
            flights.fly_window();
            REQUIRE(flights.limit.now() == 16);
        }
        flights.now = failed + wait;
    }
    SECTION("until one goes well") {
        flights.fly_window();
        flights.fly_window();
        CHECK(flights.limit.now() == 19);
        flights.strain();
        CHECK(flights.limit.now() == 17);
        flights.now += 1s;
        flights.fly_window();
        CHECK(flights.limit.now() == 18);
    }
    SECTION("and what held fails too once the destination takes less") {
        flights.strain();
        CHECK(flights.limit.now() == 8);
    }
}

TEST_CASE("a limit that is not used up says nothing and is not raised") {
    Flights flights{64};
    flights.strain();
    for (std::size_t i = 0; i < 500; ++i) {
        flights.limit.answered({Strain::none, flights.now, flights.now + 50ms, 5});
        flights.now += 50ms;
    }
    CHECK(flights.limit.now() == 32);
    flights.fly_window();
    flights.fly_window();
    CHECK(flights.limit.now() > 32);
}

TEST_CASE(
    "answers that take longer stop the growth, lower nothing, and are what is usual a minute later"
) {
    Flights flights{64};
    flights.strain();
    flights.fly_window(50ms);
    REQUIRE(flights.limit.now() == 33);
    const Time slow_since = flights.now;
    while (flights.now < slow_since + 29s) {
        flights.fly_window(200ms);
        REQUIRE(flights.limit.now() == 33);
    }
    while (flights.now < slow_since + 65s) {
        flights.fly_window(200ms);
    }
    CHECK(flights.limit.now() == 64);
}

TEST_CASE("some milliseconds more are no reason to stop where all goes fast") {
    Flights flights{64};
    flights.strain();
    flights.fly_window(100us);
    flights.fly_window(3ms);
    CHECK(flights.limit.now() == 35);
}
