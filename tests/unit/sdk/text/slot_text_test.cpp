#include "tests/support/slots.hpp"

#include <sluice/text/slot_text.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using sluice::SlotText;
using Kind = SlotText::Kind;

TEST_CASE("every type of slot has its text") {
    const auto text_of = [](const sluice_value& value) {
        const SlotText slot{value};
        REQUIRE(slot.kind() == Kind::text);
        return std::string{slot.text()};
    };
    CHECK(text_of(slots::text("gold")) == "gold");
    CHECK(text_of(slots::number("1.10")) == "1.10");
    CHECK(text_of(slots::boolean(true)) == "true");
    CHECK(text_of(slots::boolean(false)) == "false");
    CHECK(
        text_of(slots::integer(SLUICE_T_I64, std::numeric_limits<std::int64_t>::min())) ==
        "-9223372036854775808"
    );
    CHECK(text_of(slots::real(0.1)) == "0.1");
    CHECK(text_of(slots::real(-std::numeric_limits<double>::max())) == "-1.7976931348623157e+308");
    CHECK(text_of(slots::integer(SLUICE_T_TIME_US, 0)) == "1970-01-01T00:00:00Z");
}

TEST_CASE("what has no text says what it is instead") {
    const auto kind_of = [](const sluice_value& value) { return SlotText{value}.kind(); };
    CHECK(kind_of(slots::absent()) == Kind::absent);
    CHECK(kind_of(slots::null()) == Kind::empty);
    CHECK(kind_of(slots::text("")) == Kind::empty);
    CHECK(kind_of(slots::text("\xFF")) == Kind::not_utf8);
    CHECK(kind_of(slots::json("[1]")) == Kind::not_text);
    CHECK(kind_of(slots::of_type(SLUICE_T_BYTES, "x")) == Kind::not_text);
    CHECK(kind_of(slots::real(std::nan(""))) == Kind::not_text);
    CHECK(kind_of(slots::real(std::numeric_limits<double>::infinity())) == Kind::not_text);
    CHECK(kind_of(slots::integer(SLUICE_T_TIME_US, INT64_MAX)) == Kind::not_text);
    CHECK(kind_of(slots::of_type(99, "x")) == Kind::not_text);
}
