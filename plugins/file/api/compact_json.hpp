// JSON taken over from a record: checked, on one line, its numbers as they stood. Used by
// json_value and the row encoders; pure, any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace file {

// Appends `json` without whitespace between its tokens. False if it is not one JSON value, nested
// at most 256 deep; `out` then ends with a part of it.
bool append_compact_json(std::string& out, std::string_view json);

// Appends the members of `object` behind those that `out` ends with, so that
//     {"a":1  and  {"b": 1.10, "a": 2}  give  {"a":1,"b":1.10
// Members named in `taken` are left out. False as above, or if it is no object.
bool append_members(std::string& out, std::string_view object, std::span<const std::string> taken);

}  // namespace file
