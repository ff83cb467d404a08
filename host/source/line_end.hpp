// What stands around the text of a line: line ends, blanks, a byte order mark. Used by the readers
// of host/source.
#pragma once

#include <string_view>

namespace host {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

inline std::string_view without_carriage_return(std::string_view line) {
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

inline bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace host
