#include "host/mapping/flat_object.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

std::string flat(std::string_view json, host::FlatObject::Choice choice = {}) {
    const test::Tree tree{json};
    host::Arena arena;
    host::FlatObject object{std::move(choice)};
    object.flatten(tree.document(), tree.root(), arena);
    return std::string{object.flatten(tree.document(), tree.root(), arena)};
}

constexpr const char* traits =
    R"({"tier":"gold","geo":{"city":"Z\"x","point":{"lat":1.10}},"tags":["a",1,null],"none":null,"empty":{},"no":[]})";

}  // namespace

TEST_CASE("nested members are flattened with dots, literals stay as they stood") {
    CHECK(
        flat(traits) ==
        R"({"tier":"gold","geo.city":"Z\"x","geo.point.lat":1.10,"tags":"[\"a\",1,null]","none":null,"no":"[]"})"
    );
    CHECK(flat("{}") == "{}");
}

TEST_CASE("arrays are joined when the rule says how; one with nothing in it is left out") {
    CHECK(
        flat(traits, {.include = {"t*", "no"}, .exclude = {}, .elsewhere = {}, .join = "|"}) ==
        R"({"tier":"gold","tags":"a|1"})"
    );
}

TEST_CASE("include and exclude go by flat names, exact or by their beginning") {
    CHECK(
        flat(traits, {.include = {"geo.*"}, .exclude = {}, .elsewhere = {}, .join = {}}) ==
        R"({"geo.city":"Z\"x","geo.point.lat":1.10})"
    );
    CHECK(
        flat(
            traits,
            {.include = {"geo.*", "tier"}, .exclude = {"geo.point.*"}, .elsewhere = {}, .join = {}}
        ) == R"({"tier":"gold","geo.city":"Z\"x"})"
    );
    CHECK(flat(traits, {.include = {"geo"}, .exclude = {}, .elsewhere = {}, .join = {}}) == "{}");
    CHECK(flat(traits, {.include = {}, .exclude = {"*"}, .elsewhere = {}, .join = {}}) == "{}");
}

TEST_CASE("a member with a rule of its own is left out") {
    CHECK(
        flat(
            R"({"tier":"gold","city":"x","a":{"b":1}})",
            {.include = {}, .exclude = {}, .elsewhere = {"tier", "a.b"}, .join = {}}
        ) == R"({"city":"x"})"
    );
}

TEST_CASE("of flat names that meet the last one wins") {
    CHECK(flat(R"({"a.b":1,"a":{"b":2},"c":3,"c":4})") == R"({"a.b":2,"c":4})");
}

TEST_CASE("names are escaped too") {
    CHECK(flat(R"({"a\"b":{"c\n":1}})") == R"({"a\"b.c\n":1})");
}
