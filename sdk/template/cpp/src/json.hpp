// JSON: a strict reader of what comes over the wall, and a writer of strings. A larger plugin takes
// a library instead. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace json {

// One value and nothing more: RFC 8259, UTF-8, at most 32 levels deep.
bool is_valid(std::string_view text);

// The members of a valid object, keys without escapes, values as raw text; none if it is no object.
using Members = std::vector<std::pair<std::string, std::string_view>>;
std::optional<Members> members(std::string_view object);

// The string that `value` is, without escapes; none if it is no string, or has an escape by number:
// names and addresses have none.
std::optional<std::string> string(std::string_view value);

// Appends `text` as a JSON string. False, and nothing is appended, if it is not UTF-8.
bool append_string(std::string& to, std::string_view text);

}  // namespace json
