#include "host/conform/valid_utf8.hpp"

#include <catch2/catch.hpp>

TEST_CASE("characters stay, bytes that are none become question marks") {
    CHECK(host::valid_utf8("plain") == "plain");
    CHECK(
        host::valid_utf8("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80") ==
        "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"
    );
    CHECK(
        host::valid_utf8("a\xff"
                         "b") == "a?b"
    );
    CHECK(host::valid_utf8("\xc3") == "?");
    CHECK(host::valid_utf8("\xc0\xaf") == "??");            // overlong
    CHECK(host::valid_utf8("\xed\xa0\x80") == "???");       // a surrogate
    CHECK(host::valid_utf8("\xf4\x90\x80\x80") == "????");  // beyond U+10FFFF
    CHECK(host::valid_utf8("\xe2\x82") == "??");
}
