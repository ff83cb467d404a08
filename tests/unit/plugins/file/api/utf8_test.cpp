#include "file/api/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

TEST_CASE("well-formed UTF-8 is told from bytes that only look like it") {
    for (const std::string_view good :
         {"", "plain", "Zürich", "東京", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBF"}) {
        CAPTURE(std::string{good});
        CHECK(file::is_utf8(good));
    }
    CHECK(file::is_utf8({"a\0b", 3}));
    for (const std::string_view bad :
         {"\x80",
          "\xC3",
          "a\xC3(",
          "\xC0\xAF",          // overlong
          "\xE0\x80\xAF",      // overlong
          "\xED\xA0\x80",      // a surrogate
          "\xF4\x90\x80\x80",  // beyond U+10FFFF
          "\xF5\x80\x80\x80",
          "\xE6\x9D",
          "\xFF"}) {
        CAPTURE(std::string{bad});
        CHECK_FALSE(file::is_utf8(bad));
    }
}
