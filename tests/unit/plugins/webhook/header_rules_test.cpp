#include "webhook/header_rules.hpp"

#include <catch2/catch.hpp>

using namespace webhook;  // NOLINT(google-build-using-namespace): the room under test

TEST_CASE("a name is a token, a value one line of visible ASCII") {
    CHECK(is_header_name("X-Api-Key"));
    CHECK_FALSE(is_header_name(""));
    CHECK_FALSE(is_header_name("X Api"));
    CHECK_FALSE(is_header_name("X-Api:"));
    CHECK_FALSE(is_header_name("X\r\nY"));
    CHECK(is_header_value("Bearer abc/+="));
    CHECK_FALSE(is_header_value(""));
    CHECK_FALSE(is_header_value("a\nb"));
    CHECK_FALSE(is_header_value("\xc3\xa9"));
}

TEST_CASE("what frames a request is the plugin's, in any case") {
    CHECK(is_reserved_header("host"));
    CHECK(is_reserved_header("CONTENT-LENGTH"));
    CHECK(is_reserved_header("Transfer-Encoding"));
    CHECK_FALSE(is_reserved_header("Authorization"));
    CHECK(is_same_header("Content-Type", "content-type"));
    CHECK_FALSE(is_same_header("Content-Type", "Content-Typ"));
}
