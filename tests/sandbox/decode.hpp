// Percent-encoding, forms and UTF-8, read strictly: the sandbox's own judgement of what a client
// encoded; any thread.
#pragma once

#include "tests/sandbox/received.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace sandbox {

/// What `+` stands for: a space in a form or query (application/x-www-form-urlencoded), itself in a
/// path.
enum class Plus : bool { is_space, is_plus };

/// Decodes `%XX`. Nothing when a `%` lacks two hex digits or the result is no UTF-8. Text without
/// escapes is given back as it is, else the result lives in `arena`.
std::optional<std::string_view> percent_decode(std::string_view text, Plus plus, Arena& arena);

/// Appends the pairs of `a=1&b=2` to `out`; a pair without `=` has an empty value, an empty pair is
/// skipped. False when a name or a value is badly encoded: `out` then ends before that pair.
bool decode_form(std::string_view text, Arena& arena, std::vector<Attribute>& out);

/// The value of the first pair with this name; nothing when there is none.
std::optional<std::string_view>
value_of(const std::vector<Attribute>& pairs, std::string_view name);

/// Whether the text is well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// Number of Unicode characters of a well-formed text.
std::size_t characters(std::string_view text);

/// Length in UTF-16 units of a well-formed text: what Adobe's Java and JavaScript count.
std::size_t utf16_units(std::string_view text);

}  // namespace sandbox
