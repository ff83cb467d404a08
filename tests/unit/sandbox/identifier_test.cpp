#include "tests/sandbox/identifier.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;

TEST_CASE("a third-party id has 1 to 256 characters and no + or /") {
    CHECK(is_third_party_id("crm-1"));
    CHECK(is_third_party_id(std::string(256, 'x')));
    CHECK(is_third_party_id("a b?c&d=é"));
    CHECK_FALSE(is_third_party_id(""));
    CHECK_FALSE(is_third_party_id(std::string(257, 'x')));
    CHECK_FALSE(is_third_party_id("a+b"));
    CHECK_FALSE(is_third_party_id("a/b"));
}

TEST_CASE("a tntId has one dot, and may name an edge after it") {
    CHECK(is_tnt_id("10abf.28_20"));
    CHECK_FALSE(is_tnt_id("10abf"));
    CHECK_FALSE(is_tnt_id("10.abf.28_20"));
    CHECK_FALSE(is_tnt_id(std::string(128, 'x') + ".1_0"));
    CHECK(edge_of_tnt_id("10abf.28_20") == "28");
    CHECK(edge_of_tnt_id("10abf.28").empty());
    CHECK(edge_of_tnt_id("10abf.x_1").empty());
    CHECK(edge_of_tnt_id("10abf").empty());
}

TEST_CASE("a session id is printable and lacks space, ?, / and braces") {
    CHECK(is_session_id("10abf#1555632114"));
    CHECK(is_session_id(std::string(128, 'x')));
    for (const char* bad : {"", "a b", "a?b", "a/b", "a{b", "a}b", "a\tb", "a\x7f"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_session_id(bad));
    }
    CHECK_FALSE(is_session_id(std::string(129, 'x')));
}

TEST_CASE("only an edge host names an edge") {
    CHECK(edge_of_host("mboxedge35.tt.omtrdc.net") == "35");
    CHECK(edge_of_host("mboxedge35.tt.omtrdc.net:443") == "35");
    CHECK(edge_of_host("acme.tt.omtrdc.net").empty());
    CHECK(edge_of_host("mboxedge.tt.omtrdc.net").empty());
    CHECK(edge_of_host("mboxedge35.example.com").empty());
    CHECK(edge_of_host("").empty());
}

TEST_CASE("an ECID has 1 to 128 characters") {
    CHECK(is_ecid("10527837386392355901041112038610706884"));
    CHECK_FALSE(is_ecid(""));
    CHECK_FALSE(is_ecid(std::string(129, '1')));
}
