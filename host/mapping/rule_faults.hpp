// Which parts of a mapping rule do not go together. Used by compile_column() alone. Pure.
#pragma once

#include "host/mapping/path.hpp"
#include "host/record/rule.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace host {

// "profile.*": takes an object's members.
inline bool is_prefix_field(std::string_view field) {
    return field.size() > 2 && field.ends_with(".*");
}

// Sentences without the field's name. `path`: compiled, empty if it could not be. `is_identifier`:
// the field stands in the action's multi_id.
std::vector<std::string> rule_faults(
    const Rule& rule, const Path& path, bool is_identifier  // NOLINT: as the sentence says
);

}  // namespace host
