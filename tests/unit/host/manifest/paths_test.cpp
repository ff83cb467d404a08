#include "host/manifest/paths.hpp"
#include "host/manifest/schema.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>

namespace json = boost::json;

TEST_CASE("a relative path starts at the folder, wherever its schema stands, and nothing else does"
) {
    const json::object schema = json::parse(R"({"properties": {
        "tls": {"properties": {"ca_file": {"type": "string", "format": "path"}, "host": {"type": "string"}}},
        "list": {"items": {"type": "string", "format": "path"}},
        "others": {"additionalProperties": {"type": ["string", "null"], "format": "path"}}}})")
                                    .get_object();
    json::value value = json::parse(R"({
        "tls": {"ca_file": "./keys/../ca.pem", "host": "a/b"}, "list": ["a", "/etc/b"],
        "others": {"x": "c", "y": null, "z": ""}, "unknown": "d", "ca_file": "e"})");
    host::make_paths_absolute(value, schema, "/folder");
    CHECK(value == json::parse(R"({
        "tls": {"ca_file": "/folder/ca.pem", "host": "a/b"}, "list": ["/folder/a", "/etc/b"],
        "others": {"x": "/folder/c", "y": null, "z": ""}, "unknown": "d", "ca_file": "e"})"));
}

TEST_CASE("a secret reference at the place of a path stays one") {
    const json::object schema =
        json::parse(R"({"properties": {"key": {"type": "string", "format": "path"}}})")
            .get_object();
    json::value value = json::parse(R"({"key": {"$secret": "key"}})");
    host::make_paths_absolute(value, schema, "/folder");
    CHECK(value == json::parse(R"({"key": {"$secret": "key"}})"));
}
