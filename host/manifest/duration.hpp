// Durations as people write them: "500ms", "30s", "5m", "24h", "1d". Read by manifests and pipeline
// files; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace host {

// What an error calls a duration.
inline constexpr std::string_view duration_in_words =
    "a duration such as 500ms, 30s, 5m, 24h, or a number of seconds";

// A number that may have a fraction, with a unit (ms s m h d) or without (seconds). Nothing for
// other text, a negative number or more than 1000 days. Rounded up to milliseconds, so that no
// positive duration becomes 0.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace host
