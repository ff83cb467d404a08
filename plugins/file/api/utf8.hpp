// Is a text well-formed UTF-8? Asked of every text before it is written; pure, any thread.
#pragma once

#include <string_view>

namespace file {

// RFC 3629: no overlong form, no surrogate, nothing beyond U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace file
