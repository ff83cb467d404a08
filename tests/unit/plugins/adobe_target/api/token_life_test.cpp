#include "adobe_target/api/token_life.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using adobe_target::token_life;
using std::chrono::seconds;

TEST_CASE("a JSON Web Token says its end, by exp or in Adobe's own way") {
    // {"exp":1000}
    CHECK(token_life("eyJhbGciOiJub25lIn0.eyJleHAiOjEwMDB9.sig", seconds{400}) == seconds{600});
    CHECK(token_life("eyJhbGciOiJub25lIn0.eyJleHAiOjEwMDB9.sig", seconds{1400}) == seconds{-400});
    // {"created_at":"100000","expires_in":"86400000"}
    CHECK(
        token_life(
            "e.eyJjcmVhdGVkX2F0IjoiMTAwMDAwIiwiZXhwaXJlc19pbiI6Ijg2NDAwMDAwIn0.s", seconds{100}
        ) == seconds{86'400}
    );
}

TEST_CASE("a token that says nothing has no known life") {
    for (const std::string_view token :
         {"", "opaque", "a.b", "a.!!.c", "a.e30.c", "a..c", "..", "eyJleHAiOjEwMDB9"}) {
        CAPTURE(token);
        CHECK_FALSE(token_life(token, seconds{0}));
    }
}
