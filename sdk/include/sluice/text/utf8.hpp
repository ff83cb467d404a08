// What the limits of Adobe's APIs count in: UTF-8 that is well formed, and UTF-16 units. Pure, any
// thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace sluice {

// Well-formed UTF-8 (RFC 3629): no overlong form, no surrogate, nothing beyond U+10FFFF. Quick on
// ASCII.
bool is_utf8(std::string_view text);

// UTF-16 units of well-formed UTF-8: what JavaScript and Java, and so Adobe's limits, call
// characters.
std::size_t utf16_length(std::string_view text);

}  // namespace sluice
