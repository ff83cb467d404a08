// The rejections of records that cannot be read, worded once for all formats. Used by the sources
// of host/source. Pure.
#pragma once

#include "host/record/rejection.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace host {

Rejection too_long(std::uint64_t line);
Rejection bad_utf8(std::uint64_t line);

// `code`: "bad_json" or "bad_csv". The message becomes "line 7, column 3: FAULT"; the column counts
// bytes from 1; 0: the line alone is named.
struct TextPlace {
    std::uint64_t line = 0;
    std::size_t column = 0;
};
Rejection bad_syntax(std::string_view code, const TextPlace& place, std::string_view fault);

}  // namespace host
