// `cast:` and `sha256:` of a mapping rule, on one value. Used by Mapping, on the host thread.
#pragma once

#include "host/digest/sha256.hpp"
#include "host/record/arena.hpp"
#include "host/record/rule.hpp"

#include <sluice/destination.h>

#include <optional>
#include <string_view>

namespace host {

// A value of the wanted type, nothing if it is none. Not for null and absent.
//
// - string: a string as it is; of a number or boolean its text; of an array or object its JSON.
// - number: a number as it is; of a string that holds a JSON number, perhaps in blanks, that.
// - integer: the same, with digits alone behind an optional minus.
// - boolean: a boolean as it is; the strings "true" and "false" (in any case), 1 and 0.
std::optional<sluice_value> cast_slot(const sluice_value& value, Cast cast);

// "a string": the cast's aim, or what a value is, as messages name it.
std::string_view name_of(Cast cast);
std::string_view name_of_slot(const sluice_value& value);

// A STR slot with the hex sha256 of the value's text. For sha256_email the text is trimmed of ASCII
// whitespace and lower-cased (ASCII) first. An empty text stays empty: its hash would make one user
// of all who have none. Nothing for an array or object.
std::optional<sluice_value>
hash_slot(const sluice_value& value, Hash hash, Sha256& sha, Arena& arena);

// Does the text read as a number as RFC 8259 writes it?
bool is_json_number(std::string_view text);

}  // namespace host
