#include "host/delivery/breaker.hpp"
#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using host::Breaker;
using host::Update;
using host::test::broken;
using host::test::unreachable;
using sluice::Reason;

namespace {

// A failure of a record that had none before.
void fail_once(Breaker& breaker) {
    Update update;
    breaker.failed(update, unreachable());
}

// "x" is a failure of another record each, "." a success.
Breaker after(const std::string& verdicts) {
    Breaker breaker;
    for (const char verdict : verdicts) {
        if (verdict == 'x') {
            fail_once(breaker);
        } else {
            breaker.succeeded();
        }
    }
    return breaker;
}

std::string times(std::size_t count, const std::string& verdicts) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
        all += verdicts;
    }
    return all;
}

}  // namespace

TEST_CASE("a reason is a failure of the channel, or it is the record's") {
    struct Row {
        Reason reason;
        bool is_channel;
    };
    const Row rows[] = {
        {Reason::network, true},
        {Reason::timeout, true},
        {Reason::server, true},
        {Reason::none, false},
        {Reason::rate_limited, false},
        {Reason::quota, false},
        {Reason::conflict, false},
        {Reason::protocol, false},
        {Reason::internal, false},
        {static_cast<Reason>(99), false},
    };
    for (const Row& row : rows) {
        CAPTURE(static_cast<int>(row.reason));
        CHECK(host::is_channel_failure(row.reason) == row.is_channel);
    }
}

TEST_CASE("nine failures among ten verdicts trip the breaker, from twenty verdicts on") {
    struct Row {
        std::string verdicts;
        bool is_tripped;
    };
    const Row rows[] = {
        {"", false},
        {times(19, "x"), false},
        {times(20, "x"), true},
        {".." + times(18, "x"), true},
        {"..." + times(17, "x"), false},
        {times(10, "x.") + times(19, "x"), false},
        // The window has forgotten what worked.
        {times(1000, ".") + times(44, "x"), false},
        {times(1000, ".") + times(45, "x"), true},
        {times(100, "x") + ".....", true},
        {times(100, "x") + "......", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.verdicts);
        CHECK(after(row.verdicts).is_tripped() == row.is_tripped);
    }
}

TEST_CASE("a fifth of failures at random never trips it") {
    std::mt19937 chance{7};
    std::bernoulli_distribution fails{0.2};
    Breaker breaker;
    int trips = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        if (fails(chance)) {
            fail_once(breaker);
        } else {
            breaker.succeeded();
        }
        trips += breaker.is_tripped() ? 1 : 0;
    }
    CHECK(trips == 0);
}

TEST_CASE("two records that fail again and again trip it as twenty do") {
    Breaker breaker;
    Update one;
    Update other;
    for (int i = 0; i < 10; ++i) {
        REQUIRE_FALSE(breaker.is_tripped());
        breaker.failed(one, broken());
        breaker.failed(other, broken());
    }
    CHECK(breaker.is_tripped());
    CHECK_FALSE(one.fails_alone);
}

TEST_CASE("a record that fails while the others go well is at fault itself and does not count") {
    Breaker breaker;
    Update bad;
    breaker.failed(bad, broken());
    for (int i = 0; i < 4; ++i) {
        breaker.succeeded();
    }
    for (int i = 0; i < 1000; ++i) {
        breaker.failed(bad, broken());
        REQUIRE(bad.fails_alone);
        REQUIRE_FALSE(breaker.is_tripped());
    }
}

TEST_CASE("one answer amid an outage makes no record the culprit") {
    Breaker breaker;
    Update one;
    breaker.failed(one, broken());
    fail_once(breaker);
    breaker.succeeded();
    breaker.failed(one, broken());
    CHECK_FALSE(one.fails_alone);
}

TEST_CASE("the breaker says how many failed and what the last one met") {
    CHECK(
        after(times(20, "x")).text() ==
        "20 of the last 20 requests failed; last: connection refused"
    );
    CHECK(
        after(times(99, ".") + "xxx").text() ==
        "3 of the last 50 requests failed; last: connection refused"
    );
    Breaker breaker;
    Update update;
    sluice::Outcome mute = broken();
    mute.message.clear();
    mute.vendor_code = 500;
    breaker.failed(update, mute);
    CHECK_THAT(breaker.text(), Catch::Contains("server_error") && Catch::Contains("500"));
}

TEST_CASE("after an outage it judges anew, and remembers that there were answers") {
    Breaker breaker = after("." + times(30, "x"));
    REQUIRE(breaker.is_tripped());
    breaker.clear();
    CHECK_FALSE(breaker.is_tripped());
    CHECK(breaker.has_succeeded());
    for (int i = 0; i < 19; ++i) {
        fail_once(breaker);
    }
    CHECK_FALSE(breaker.is_tripped());
    fail_once(breaker);
    CHECK(breaker.is_tripped());
    CHECK_FALSE(after(times(30, "x")).has_succeeded());
}
