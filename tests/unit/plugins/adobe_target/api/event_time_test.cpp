#include "adobe_target/api/event_time.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

using adobe_target::event_time;
using sluice::UnixTime;

TEST_CASE("a time comes as a slot, as text, or as a number of seconds, milliseconds or microseconds"
) {
    const sluice::UnixTime expected{1'787'133'600'000'000};
    CHECK(event_time(slots::integer(SLUICE_T_TIME_US, expected.count())) == expected);
    CHECK(event_time(slots::text("2026-08-19T10:00:00Z")) == expected);
    CHECK(event_time(slots::text("1787133600")) == expected);
    CHECK(event_time(slots::number("1787133600")) == expected);
    CHECK(event_time(slots::number("1787133600000")) == expected);
    CHECK(event_time(slots::number("1787133600000000")) == expected);
    CHECK(event_time(slots::integer(SLUICE_T_I64, 1'787'133'600)) == expected);
}

TEST_CASE("what is no time is none") {
    CHECK_FALSE(event_time(slots::text("yesterday")));
    CHECK_FALSE(event_time(slots::text("")));
    CHECK_FALSE(event_time(slots::number("1.5e9")));
    CHECK_FALSE(event_time(slots::number("-5")));
    CHECK_FALSE(event_time(slots::boolean(true)));
    CHECK_FALSE(event_time(slots::json("{}")));
}
