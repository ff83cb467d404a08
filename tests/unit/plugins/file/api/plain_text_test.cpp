#include "file/api/plain_text.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

namespace {

// What is appended, or the problem.
std::string plain(const sluice_value& value) {
    std::string out;
    const file::Problem problem = file::append_plain_text(out, value);
    return problem == nullptr ? out : std::string{"PROBLEM "} + problem;
}

bool is_refused(const sluice_value& value) {
    return plain(value).starts_with("PROBLEM ");
}

}  // namespace

TEST_CASE("every type has one text") {
    CHECK(plain(slots::absent()).empty());
    CHECK(plain(slots::null()).empty());
    CHECK(plain(slots::boolean(true)) == "true");
    CHECK(plain(slots::boolean(false)) == "false");
    CHECK(plain(slots::text("Zürich")) == "Zürich");
    CHECK(plain(slots::number("1.10")) == "1.10");
    CHECK(
        plain(slots::integer(SLUICE_T_I64, std::numeric_limits<std::int64_t>::min())) ==
        "-9223372036854775808"
    );
    CHECK(plain(slots::real(0.1)) == "0.1");
    CHECK(plain(slots::real(-1.7976931348623157e308)) == "-1.7976931348623157e+308");
}

TEST_CASE("bytes become base64") {
    CHECK(plain(slots::of_type(SLUICE_T_BYTES, "")).empty());
    CHECK(plain(slots::of_type(SLUICE_T_BYTES, "f")) == "Zg==");
    CHECK(plain(slots::of_type(SLUICE_T_BYTES, "fo")) == "Zm8=");
    CHECK(plain(slots::of_type(SLUICE_T_BYTES, "foo")) == "Zm9v");
    CHECK(
        plain(slots::of_type(
            SLUICE_T_BYTES,
            "\xFB\xFF\xFE"
            "f"
        )) == "+//+Zg=="
    );
}

TEST_CASE("times become RFC 3339, with microseconds where there are some") {
    CHECK(plain(slots::integer(SLUICE_T_TIME_US, 0)) == "1970-01-01T00:00:00Z");
    CHECK(
        plain(slots::integer(SLUICE_T_TIME_US, 1'787'133'600'000'001)) ==
        "2026-08-19T10:00:00.000001Z"
    );
    CHECK(plain(slots::integer(SLUICE_T_TIME_US, -1)) == "1969-12-31T23:59:59.999999Z");
    CHECK(is_refused(slots::integer(SLUICE_T_TIME_US, std::numeric_limits<std::int64_t>::max())));
    CHECK(is_refused(slots::integer(SLUICE_T_TIME_US, std::numeric_limits<std::int64_t>::min())));
}

TEST_CASE("what is no text is a problem, whose sentence does not repeat the value") {
    CHECK(is_refused(slots::real(std::nan(""))));
    CHECK(is_refused(slots::real(std::numeric_limits<double>::infinity())));
    CHECK(is_refused(slots::text("\xC3(")));
    CHECK(is_refused(slots::integer(99, 0)));
    CHECK(plain(slots::number("12secret")).find("secret") == std::string::npos);
}

TEST_CASE("a number is what JSON calls one") {
    for (const char* good : {"0", "-0", "7", "1.10", "1e5", "-12.5E-07", "1E+9"}) {
        CHECK(plain(slots::number(good)) == good);
    }
    for (const char* bad :
         {"", "-", "+1", "01", ".5", "1.", "1e", "1e+", "0x1", "1 ", "NaN", "=1+1", "1.2.3"}) {
        CAPTURE(bad);
        CHECK(is_refused(slots::number(bad)));
    }
}
