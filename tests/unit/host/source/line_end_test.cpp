#include "host/source/line_end.hpp"

#include <catch2/catch.hpp>

TEST_CASE("one carriage return belongs to the line end") {
    CHECK(host::without_carriage_return("a\r") == "a");
    CHECK(host::without_carriage_return("a\r\r") == "a\r");
    CHECK(host::without_carriage_return("a") == "a");
    CHECK(host::without_carriage_return("").empty());
}

TEST_CASE("a line of spaces and tabs is blank") {
    CHECK(host::is_blank(""));
    CHECK(host::is_blank(" \t "));
    CHECK_FALSE(host::is_blank(" x"));
}
