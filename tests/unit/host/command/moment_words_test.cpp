#include "host/command/moment_words.hpp"

#include <catch2/catch.hpp>

using host::parse_moment;

namespace {

constexpr std::int64_t now_ms = 1'795'514'400'000;  // 2026-11-24T10:00:00Z
constexpr std::int64_t hour_ms = 3'600'000;

}  // namespace

TEST_CASE("a time of the calendar and a span of time before now are moments") {
    const struct {
        const char* text;
        std::int64_t ms;
    } rows[] = {
        {"2026-11-24T10:00Z", now_ms},
        {"2026-11-24T10:00", now_ms},
        {"2026-11-24 10:00:00Z", now_ms},
        {"2026-11-24T12:00:01+02:00", now_ms + 1000},
        {"2026-11-24T08:30-01:30", now_ms},
        {"2026-11-24", now_ms - 10 * hour_ms},
        {"1970-01-01T00:00Z", 0},
        {"2h", now_ms - 2 * hour_ms},
        {"7d", now_ms - 168 * hour_ms},
        {"1.5h", now_ms - hour_ms * 3 / 2},
        {"90m", now_ms - hour_ms * 3 / 2},
        {"0s", now_ms},
    };
    for (const auto& row : rows) {
        INFO(row.text);
        CHECK(parse_moment(row.text, now_ms) == row.ms);
    }
}

TEST_CASE("what is neither is no moment") {
    for (const char* text :
         {"",
          "yesterday",
          "2026",
          "2026-13-01",
          "2026-02-30",
          "7",
          "-2h",
          "2w",
          "2026-11-24T",
          "2026-11-24T10",
          "2026-11-24T24:00Z",
          "2026-11-24T10:00Zx",
          "2026-11-24T10:00 Z",
          "2026-11-24T10:00+2",
          "10:00",
          "2026/11/24"}) {
        INFO(text);
        CHECK_FALSE(parse_moment(text, now_ms));
    }
}
