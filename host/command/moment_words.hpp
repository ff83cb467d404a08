// Times as operators write them on the command line. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace host {

// What an error calls them.
inline constexpr std::string_view moment_in_words =
    "a time such as 2026-11-24T10:00Z, or how long ago: 2h, 7d";

// Unix time in ms. "2026-11-24", "2026-11-24T10:00Z", "2026-11-24T10:00:30+02:00", without an
// offset UTC; "90m", "2h", "7d": so long before `now_ms`. None for all else.
std::optional<std::int64_t> parse_moment(std::string_view text, std::int64_t now_ms);

}  // namespace host
