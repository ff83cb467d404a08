// Is a text UTF-8? Asked by host/source about bytes from outside, on the host thread. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace host {

// RFC 3629: shortest forms only, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// The first `bytes` of the text, or a little less where that would cut a character in two.
std::string_view cut_between_characters(std::string_view text, std::size_t bytes);

}  // namespace host
