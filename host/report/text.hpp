// Numbers, times and foreign bytes as people and JSON readers can take them. Pure; any thread.
#pragma once

#include "host/record/rate_limit.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace host {

std::string count_text(std::uint64_t count);  // 1234567 -> "1,234,567"
std::string duration_text(std::chrono::milliseconds duration
);  // "350 ms", "4.2 s", "3 min 05 s", "2 h 07 min"
std::string clock_text(std::chrono::seconds duration);  // "00:02:10"
std::string rate_text(double per_second);               // "0.4/s", "12.5/s", "1,234/s"
std::string rate_text(const RateLimit& rate);           // "100/s", "11.6/s", "700 in 1 min 00 s"
std::string utc_text(std::int64_t unix_ms);             // "2026-01-31T09:15:00.123Z"
std::string utc_minute_text(std::int64_t unix_ms);      // "2026-01-31 09:15"

// Appends `text` as a JSON string with its quotes. What is not UTF-8 becomes U+FFFD.
void append_json_quoted(std::string& out, std::string_view text);

// Valid UTF-8 on one line: control characters become spaces, wrong bytes U+FFFD.
std::string printable(std::string_view text);

std::size_t display_width(std::string_view text);  // code points
std::string
cut_to_width(std::string_view text, std::size_t columns);  // "…" at the end if something was cut

}  // namespace host
