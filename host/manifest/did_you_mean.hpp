// The known word that a mistyped one was probably meant to be. For errors at start-up; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace host {

// Insertions, deletions, replacements and swaps of neighbours that lead from a to b (optimal string
// alignment), by bytes. Words longer than 64 bytes count as infinitely far apart: 65.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest of the known words within 2 edits and less than half of the word's length; the first
// of several.
std::optional<std::string> did_you_mean(std::string_view word, std::span<const std::string> known);

}  // namespace host
