#include "host/source/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

TEST_CASE("UTF-8 is what RFC 3629 says it is") {
    struct Row {
        std::string text;
        bool is_utf8;
    };
    const auto row = GENERATE(
        Row{"", true},
        Row{"plain ASCII, longer than eight bytes", true},
        Row{std::string("a\0b", 3), true},
        Row{"Z\xC3\xBCrich", true},
        Row{"\xE2\x82\xAC", true},
        Row{"\xF0\x9F\x98\x80", true},
        Row{"\xF4\x8F\xBF\xBF", true},  // U+10FFFF
        Row{"\xED\x9F\xBF", true},      // U+D7FF
        Row{"\xEE\x80\x80", true},      // U+E000
        Row{"\x80", false},             // begins with a continuation
        Row{"12345678\xFF", false},
        Row{"\xC0\xAF", false},  // not the shortest form
        Row{"\xC1\xBF", false},
        Row{"\xE0\x9F\xBF", false},
        Row{"\xF0\x8F\xBF\xBF", false},
        Row{"\xED\xA0\x80", false},      // a surrogate
        Row{"\xF4\x90\x80\x80", false},  // above U+10FFFF
        Row{"\xF5\x80\x80\x80", false},
        Row{"\xC3", false},  // cut off
        Row{"\xE2\x82", false},
        Row{"\xF0\x9F\x98", false},
        Row{"\xC3(", false},
        Row{"\xE2\x82(", false}
    );
    CHECK(host::is_utf8(row.text) == row.is_utf8);
    CHECK(host::is_utf8("padding " + row.text + " padding") == row.is_utf8);
}

TEST_CASE("a cut falls between two characters") {
    const std::string text = "a\xC3\xBC"
                             "b\xF0\x9F\x98\x80";
    CHECK(host::cut_between_characters(text, 100) == text);
    CHECK(host::cut_between_characters(text, text.size()) == text);
    CHECK(
        host::cut_between_characters(text, 7) == "a\xC3\xBC"
                                                 "b"
    );
    CHECK(
        host::cut_between_characters(text, 4) == "a\xC3\xBC"
                                                 "b"
    );
    CHECK(host::cut_between_characters(text, 2) == "a");
    CHECK(host::cut_between_characters(text, 0).empty());
}

TEST_CASE("bytes that are no UTF-8 are cut as asked") {
    CHECK(host::cut_between_characters(std::string(9, '\x80'), 5).size() == 5);
}
