#include "host/manifest/member_schema.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

namespace json = boost::json;

TEST_CASE("a member has the schema that is declared by its name, else that of all others, else none"
) {
    const json::object open = json::parse(R"({"properties": {"a": {"title": "A"}},
        "additionalProperties": {"title": "others"}, "items": {"title": "item"}})")
                                  .get_object();
    CHECK(host::member_schema(open, "a")->at("title") == "A");
    CHECK(host::member_schema(open, "b")->at("title") == "others");
    CHECK(host::item_schema(open)->at("title") == "item");

    const json::object closed = json::parse(R"({"additionalProperties": false})").get_object();
    CHECK(host::member_schema(closed, "a") == nullptr);
    CHECK(host::item_schema(closed) == nullptr);
}
