// "Did you mean ...?" for a misspelt field. Called at validation; pure, any thread.
#pragma once

#include <span>
#include <string_view>

namespace sluice {

// The candidate with the fewest insertions, deletions and substitutions, upper and lower case
// alike; "" if none is nearer than a third of the name's length (at least 2).
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace sluice
