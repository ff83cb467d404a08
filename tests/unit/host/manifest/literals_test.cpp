#include "host/manifest/schema.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>

namespace json = boost::json;

TEST_CASE("a bare number becomes the text that it was where the schema wants text, and nowhere else"
) {
    const host::LiteralTexts texts{
        {"/code", "0012.10"},
        {"/count", "1.10"},
        {"/either", "7"},
        {"/list/1", "1.0"},
        {"/flag", "true"},
        {"/others/x", "5"},
        {"/unknown", "9"}};
    json::value value = json::parse(
        R"({"code": 12.1, "count": 1.1, "either": 7, "list": ["a", 1], "flag": true, "others": {"x": 5}, "unknown": 9})"
    );
    const json::object schema = json::parse(R"({"properties": {
        "code": {"type": "string"}, "count": {"type": "number"}, "either": {"type": ["string", "integer"]},
        "list": {"items": {"type": ["string", "object"]}}, "flag": {"type": "string"},
        "others": {"additionalProperties": {"type": "string"}}}})")
                                    .get_object();
    host::take_literals_as_text(value, schema, texts);
    CHECK(
        value ==
        json::parse(
            R"({"code": "0012.10", "count": 1.1, "either": 7, "list": ["a", "1.0"], "flag": "true", "others": {"x": "5"}, "unknown": 9})"
        )
    );
}
