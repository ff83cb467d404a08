#include "host/manifest/schema.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>

using host::schema_fault;

TEST_CASE("a schema within the subset has no fault, whatever else it says") {
    CHECK(!schema_fault(boost::json::parse(R"({
        "type": "object", "title": "T", "description": "D", "additionalProperties": {"type": "string"},
        "required": ["a"], "format": "x", "examples": [1], "writeOnly": true,
        "properties": {"a": {"type": ["string", "null"], "enum": ["x", null], "pattern": "^x$", "default": null},
                       "oneOf": {"type": "array", "items": {"minimum": -1.5, "maximum": 2}}}})")));
}

TEST_CASE("a schema beyond the subset is refused with the keyword at fault") {
    struct Row {
        std::string schema;
        std::string part;
    };
    auto row = GENERATE(values<Row>({
        {"[]", "expected an object, found a list"},
        {R"({"oneOf": []})", "oneOf to be absent"},
        {R"({"properties": {"a": {"$ref": "#"}}})", "at /properties/a: expected $ref to be absent"},
        {R"({"type": "text"})", "type"},
        {R"({"type": ["string", 1]})", "type"},
        {R"({"enum": []})", "enum"},
        {R"({"pattern": "("})", "pattern to be a regular expression"},
        {R"({"pattern": 1})", "pattern"},
        {R"({"minLength": -1})", "minLength"},
        {R"({"maxLength": "1"})", "maxLength"},
        {R"({"minimum": "1"})", "minimum"},
        {R"({"maximum": null})", "maximum"},
        {R"({"required": [1]})", "required"},
        {R"({"required": "a"})", "required"},
        {R"({"properties": []})", "properties"},
        {R"({"properties": {"a": 1}})", "at /properties/a: expected an object, found a number"},
        {R"({"items": [{}]})", "at /items: expected an object, found a list"},
        {R"({"additionalProperties": "no"})", "at /additionalProperties"},
        {R"({"additionalProperties": {"not": {}}})",
         "at /additionalProperties: expected not to be absent"},
        {R"({"title": 1})", "title"},
        {R"({"description": []})", "description"},
        {R"({"x-expected": 1})", "x-expected"},
    }));
    CAPTURE(row.schema);
    auto fault = schema_fault(boost::json::parse(row.schema));
    REQUIRE(fault);
    CHECK_THAT(*fault, Catch::Contains(row.part));
}
