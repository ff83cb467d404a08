#include "host/command/manifest_text.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a manifest shows its settings, actions and fields with what is mandatory") {
    const auto manifest = host::parse_manifest(R"({
        "id": "org.example.x", "name": "Example", "version": "1.2.3", "abi": 1,
        "config_schema": {"type": "object", "required": ["key"], "properties": {
            "key": {"type": "string", "description": "The key."},
            "tls": {"type": "object", "properties": {"ca": {"type": "string", "default": "sys"}}}}},
        "actions": [{"id": "put", "title": "Put it", "order_by": [["user"]],
            "quota": {"limit": 900, "window": 86400},
            "fields": [{"name": "user", "type": "string", "required": true, "title": "User"}]}]})");
    REQUIRE(manifest);
    const std::string text = host::manifest_text(*manifest, "/p/x.so", "ab12");
    for (const char* part :
         {"Example 1.2.3",
          "/p/x.so",
          "ab12",
          "key",
          "mandatory",
          "tls.ca",
          "sys",
          "put: Put it",
          "order kept by: user",
          "900 updates in any 24 h",
          "User"}) {
        CHECK_THAT(text, Catch::Contains(part));
    }
}
