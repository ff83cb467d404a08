#include "host/config/action_json_schema.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

namespace json = boost::json;
using namespace host;

TEST_CASE("settings that are text may be given by reference, secrets must be") {
    json::value schema = settings_json_schema(fixtures::mail_manifest());
    CHECK(
        schema.at_pointer("/properties/token") ==
        json::parse(R"({"allOf": [{"$ref": "#/definitions/reference"}]})")
    );
    CHECK(
        schema.at_pointer("/properties/login/properties/password/allOf/0/$ref") ==
        "#/definitions/reference"
    );
    CHECK(schema.at_pointer("/properties/host/anyOf/0/pattern") == "^[a-z0-9.]+$");
    CHECK(schema.at_pointer("/properties/host/anyOf/1/$ref") == "#/definitions/reference");
    CHECK(schema.at_pointer("/properties/host/description") == "The mail server.");
    CHECK(schema.at_pointer("/properties/port/type") == "integer");
    CHECK(schema.at_pointer("/required/0") == "host");
}

TEST_CASE("an action names its fields, its prefixes as patterns, and its options in both places") {
    const Manifest manifest = fixtures::mail_manifest();
    json::value send = action_json_schema(*manifest.action("send"));
    const json::value& mapping = send.at_pointer("/properties/mapping");
    CHECK(mapping.at_pointer("/properties/to/title") == "Recipient");
    CHECK(mapping.at("properties").get_object().contains("vars.*"));
    CHECK(mapping.at("patternProperties").get_object().contains("^vars[.]."));
    CHECK(mapping.at("required") == json::parse(R"(["to"])"));
    CHECK(mapping.at("additionalProperties") == false);
    CHECK(send.at_pointer("/properties/audience/required/0") == "name");
    CHECK(send.at_pointer("/properties/options/properties/audience/required/0") == "name");

    json::value purge = action_json_schema(*manifest.action("purge"));
    CHECK(purge.at_pointer("/properties/options/additionalProperties") == false);
}
