#include "tests/sandbox/json_fields.hpp"

#include <catch2/catch.hpp>

using namespace sandbox;
namespace json = boost::json;

TEST_CASE("a missing or null member is no fault and leaves its target alone") {
    Arena arena;
    JsonFields fields(arena);
    const json::value in = json::parse(R"({"a":null})");
    std::string_view text = "before";
    const json::object* object = nullptr;
    const json::array* array = nullptr;
    CHECK(fields.text(in.get_object(), "a", 1, text));
    CHECK(fields.text(in.get_object(), "b", 1, text));
    CHECK(fields.object(in.get_object(), "a", object));
    CHECK(fields.array(in.get_object(), "a", 1, array));
    CHECK(text == "before");
    CHECK(object == nullptr);
    CHECK(array == nullptr);
    CHECK(fields.is_sound());
}

TEST_CASE("a text outlives the tree it came from") {
    Arena arena;
    arena.reset(8);
    JsonFields fields(arena);
    std::string_view text;
    {
        const json::value in = json::parse(R"({"a":"long enough to be on the heap"})");
        arena.reset(64);
        CHECK(fields.text(in.get_object(), "a", 64, text));
    }
    CHECK(text == "long enough to be on the heap");
}

TEST_CASE("a list that is too long is a fault that names it") {
    Arena arena;
    JsonFields fields(arena);
    const json::value in = json::parse(R"({"a":[1,2]})");
    const json::array* array = nullptr;
    CHECK_FALSE(fields.array(in.get_object(), "a", 1, array));
    CHECK(fields.fault() == "a size must be between 0 and 1");
}
