#include <sluice/text/utf8.hpp>

#include <catch2/catch.hpp>

#include <string>

using sluice::is_utf8;
using sluice::utf16_length;

TEST_CASE("well-formed UTF-8 is told from the rest at every boundary") {
    for (const std::string_view good :
         {"",
          "plain",
          "longer than eight bytes",
          "é",
          "\xC2\x80",
          "\xE0\xA0\x80",
          "\xED\x9F\xBF",
          "\xEE\x80\x80",
          "\xF0\x90\x80\x80",
          "\xF4\x8F\xBF\xBF",
          "12345678é12345678"}) {
        CAPTURE(good);
        CHECK(is_utf8(good));
    }
    for (const std::string_view bad :
         {"\x80",
          "\xC0\xAF",
          "\xC1\xBF",
          "\xC2",
          "\xE0\x9F\xBF",
          "\xED\xA0\x80",
          "\xF0\x8F\xBF\xBF",
          "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80",
          "\xFF",
          "\xE2\x82",
          "\xE2\x28\xA1",
          "12345678\xFF",
          "\xC3\xC3"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_utf8(bad));
    }
}

TEST_CASE("length is counted in UTF-16 units, as Adobe's limits are") {
    CHECK(utf16_length("") == 0);
    CHECK(utf16_length("plain ASCII of some length") == 26);
    CHECK(utf16_length("é€") == 2);
    CHECK(utf16_length("😀") == 2);
    CHECK(utf16_length("12345678😀") == 10);
}
