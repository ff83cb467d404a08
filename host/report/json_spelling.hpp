// Finds a text in whatever spelling JSON has for it. Asked by the redactor, on any thread. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace host {

// How many bytes at the beginning of `json` spell `text` (UTF-8) as a part of a JSON string, 0 if
// they do not. Each character may stand as it is, as \n, \/ and the like, or as \uXXXX in either
// case: writers differ.
std::size_t json_spelling(std::string_view json, std::string_view text);

}  // namespace host
