// Flat JSON objects, as the slot of a prefix field ("profile.*") holds them, united member by
// member. Used by Coalescing, host thread; pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

struct FlatMember {
    std::string_view name;  // as it stands in the text, quotes and escapes included
    std::string_view text;  // name, colon and value
};

// In the order of the text. None if it is no object of literals.
std::optional<std::vector<FlatMember>> flat_members(std::string_view object);

// The members of `older` that `newer` does not name, then those of `newer`: {"a":1,"b":2} and
// {"b":3} give {"a":1,"b":3}. Names are the same if they are spelled the same, as one writer spells
// them. None if either is no flat object.
std::optional<std::string> united_members(std::string_view older, std::string_view newer);

}  // namespace host
