#include "tests/sandbox/decode.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;

namespace {

struct Case {
    std::string_view encoded;
    Plus plus;
    std::optional<std::string_view> decoded;
};

}  // namespace

TEST_CASE("percent-encoded text is decoded strictly") {
    const Case cases[] = {
        {"plain", Plus::is_space, "plain"},
        {"", Plus::is_space, ""},
        {"a+b", Plus::is_space, "a b"},
        {"a+b", Plus::is_plus, "a+b"},
        {"Z%C3%BCrich%20%26%20Bern", Plus::is_space, "Zürich & Bern"},
        {"a%2Bb%26c%3Dd%23e%2520f%2F%c3%a9%0D%0A", Plus::is_space, "a+b&c=d#e%20f/é\r\n"},
        {"50%", Plus::is_space, std::nullopt},
        {"50%2", Plus::is_space, std::nullopt},
        {"50%%20", Plus::is_space, std::nullopt},
        {"%zz", Plus::is_space, std::nullopt},
        {"%C3", Plus::is_space, std::nullopt},
        {"%ED%A0%80", Plus::is_space, std::nullopt},
        {"\xff", Plus::is_space, std::nullopt},
    };
    for (const Case& c : cases) {
        CAPTURE(c.encoded);
        Arena arena;
        arena.reset(c.encoded.size());
        CHECK(percent_decode(c.encoded, c.plus, arena) == c.decoded);
    }
}

TEST_CASE("a form is split before it is decoded, so that an encoded & stays in its value") {
    const std::string_view form = "a=1%262&&b&c==x&%64=+";
    Arena arena;
    arena.reset(form.size());
    std::vector<Attribute> pairs;
    REQUIRE(decode_form(form, arena, pairs));
    REQUIRE(pairs.size() == 4);
    CHECK(value_of(pairs, "a") == "1&2");
    CHECK(value_of(pairs, "b") == "");
    CHECK(value_of(pairs, "c") == "=x");
    CHECK(value_of(pairs, "d") == " ");
    CHECK(value_of(pairs, "e") == std::nullopt);
}

TEST_CASE("a form with one badly encoded pair is refused") {
    Arena arena;
    arena.reset(32);
    std::vector<Attribute> pairs;
    CHECK_FALSE(decode_form("a=1&b=%G1", arena, pairs));
    CHECK_FALSE(decode_form("%=1", arena, pairs));
}

TEST_CASE("only well-formed UTF-8 passes") {
    for (const char* good :
         {"", "a", "é", "€", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"}) {
        CHECK(is_utf8(good));
    }
    for (const char* bad :
         {"\x80",
          "\xC0\xAF",
          "\xC1\xBF",
          "\xE0\x80\xAF",
          "\xED\xA0\x80",
          "\xF0\x80\x80\xAF",
          "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80",
          "\xE2\x82",
          "a\xC3"}) {
        CHECK_FALSE(is_utf8(bad));
    }
}

TEST_CASE("lengths are counted in characters and in UTF-16 units") {
    CHECK(characters("aé€\xF0\x9F\x98\x80") == 4);
    CHECK(utf16_units("aé€\xF0\x9F\x98\x80") == 5);
}
