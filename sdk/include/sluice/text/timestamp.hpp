// Points in time as records carry them and as text. Called by SlotText; pure, any
// thread.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

namespace sluice {

// Since 1970-01-01 UTC.
using UnixTime = std::chrono::microseconds;

// Reads RFC 3339: 2026-08-19T10:00:00Z, 2026-08-19 10:00:00.123456+02:00. None if it is not that,
// or not a date.
std::optional<UnixTime> parse_timestamp(std::string_view text);

// Writes 2026-08-19T10:00:00Z, with .123456 unless the microseconds are 0, into `buffer`; the view
// ends with it. None outside the years 0 to 9999.
std::optional<std::string_view> write_timestamp(UnixTime time, std::array<char, 32>& buffer);

}  // namespace sluice
