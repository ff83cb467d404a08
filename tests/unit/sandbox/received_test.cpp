#include "tests/sandbox/received.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace sandbox;

TEST_CASE("text in an arena stays where it is while more is added") {
    Arena arena;
    arena.reset(6);
    const std::string_view first = arena.add("abc");
    const std::string_view second = arena.add("def");
    CHECK(first == "abc");
    CHECK(second == "def");
    CHECK_THROWS_AS(arena.add("g"), std::length_error);
}

TEST_CASE("the third-party id stands for a visitor, then the ECID, then the tntId") {
    CHECK(main_id({.third_party = "a", .tnt = "b", .ecid = "c"}) == "a");
    CHECK(main_id({.third_party = {}, .tnt = "b", .ecid = "c"}) == "c");
    CHECK(main_id({.third_party = {}, .tnt = "b", .ecid = {}}) == "b");
    CHECK(main_id({}).empty());
}

TEST_CASE("a reused request holds nothing of the one before") {
    Received received;
    received.reset(Kind::delivery, 8);
    received.keys.ecid = "1";
    received.attributes.push_back({.name = "a", .value = "b"});
    received.others.push_back({.name = "a", .value = "b"});
    received.beacon = true;
    received.echo = "x";
    received.refusal = Response{};
    received.session = "s";
    received.reset(Kind::profile_update, 8);
    CHECK(received.kind == Kind::profile_update);
    CHECK(main_id(received.keys).empty());
    CHECK(received.attributes.empty());
    CHECK(received.others.empty());
    CHECK(received.echo.empty());
    CHECK(received.session.empty());
    CHECK_FALSE(received.beacon);
    CHECK_FALSE(received.refusal.has_value());
}
