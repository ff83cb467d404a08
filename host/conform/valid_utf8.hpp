// Text for JSON, whatever a plugin put into it. Pure.
#pragma once

#include <string>
#include <string_view>

namespace host {

// Each byte that belongs to no character of UTF-8 becomes '?'.
std::string valid_utf8(std::string_view bytes);

}  // namespace host
