#include <sluice/text/timestamp.hpp>

#include <catch2/catch.hpp>

#include <string>

using sluice::parse_timestamp;
using sluice::UnixTime;
using sluice::write_timestamp;

namespace {

std::string written(std::int64_t micros) {
    std::array<char, 32> buffer{};
    return std::string{write_timestamp(UnixTime{micros}, buffer).value_or("none")};
}

}  // namespace

TEST_CASE("RFC 3339 is read with its offset and fraction") {
    CHECK(parse_timestamp("1970-01-01T00:00:00Z") == UnixTime{0});
    CHECK(parse_timestamp("2026-08-19T10:00:00Z") == UnixTime{1'787'133'600'000'000});
    CHECK(parse_timestamp("2026-08-19 12:00:00+02:00") == UnixTime{1'787'133'600'000'000});
    CHECK(parse_timestamp("2026-08-19t07:30:00.25-02:30") == UnixTime{1'787'133'600'250'000});
    CHECK(parse_timestamp("2026-08-19T10:00:00.1234567Z") == UnixTime{1'787'133'600'123'456});
    CHECK(parse_timestamp("2024-02-29T23:59:60Z") == UnixTime{1'709'251'200'000'000});
}

TEST_CASE("a text that is no time, or no date, is none") {
    for (const std::string_view text :
         {"",
          "2026",
          "2026-08-19",
          "2026-08-19T10:00:00",
          "2026-13-01T00:00:00Z",
          "2023-02-29T00:00:00Z",
          "2026-08-19T24:00:00Z",
          "2026-08-19T10:60:00Z",
          "2026-08-19T10:00:61Z",
          "2026-08-19T10:00:00.Z",
          "2026-08-19T10:00:00Z ",
          "-026-08-19T10:00:00Z",
          "2026-08-19T10:00:00+25:00",
          "20260819T100000Z"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_timestamp(text));
    }
}

TEST_CASE("a time is written as it is read, with microseconds where there are some") {
    CHECK(written(0) == "1970-01-01T00:00:00Z");
    CHECK(written(1'787'133'600'000'000) == "2026-08-19T10:00:00Z");
    CHECK(written(1'787'133'600'000'001) == "2026-08-19T10:00:00.000001Z");
    CHECK(written(-1) == "1969-12-31T23:59:59.999999Z");
    CHECK(written(INT64_MAX) == "none");
    CHECK(written(INT64_MIN) == "none");
}
