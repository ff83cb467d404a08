#include "host/config/json_schema.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace json = boost::json;
using namespace host;

TEST_CASE("the editors' schema holds the host's keys and each plugin's part") {
    const Manifest mail = fixtures::mail_manifest();
    std::vector<NamedManifest> plugins{{"mail", &mail}, {"post", &mail}};
    json::value schema = config_json_schema(plugins);
    CHECK(schema.at("$schema") == "http://json-schema.org/draft-07/schema#");
    const json::value& destination =
        schema.at_pointer("/properties/destinations/additionalProperties");
    CHECK(destination.at_pointer("/allOf/1/if/properties/plugin/const") == "post");
    CHECK(destination.at_pointer("/allOf/0/then/required/0") == "config");
    CHECK(destination.at_pointer("/properties/plugin/examples") == json::array{"mail", "post"});
    const json::value& pipeline = schema.at_pointer("/properties/pipelines/additionalProperties");
    CHECK(pipeline.at_pointer("/properties/action/oneOf/1/const") == "send");
    CHECK(pipeline.at_pointer("/properties/action/oneOf/1/title") == "Send a mail");
    CHECK(pipeline.at("properties").get_object().contains("audience"));
    CHECK(pipeline.at("additionalProperties") == false);
}

TEST_CASE("an action that two plugins have may fit either") {
    const Manifest mail = fixtures::mail_manifest();
    std::vector<NamedManifest> both{{"mail", &mail}, {"post", &mail}};
    json::value schema = config_json_schema(both);
    CHECK(
        schema.at_pointer("/properties/pipelines/additionalProperties/allOf/0/then/anyOf")
            .get_array()
            .size() == 2
    );
    json::value alone = config_json_schema(std::span{both}.first(1));
    CHECK(alone.at_pointer("/properties/pipelines/additionalProperties/allOf/0/then")
              .get_object()
              .contains("properties"));
}

TEST_CASE("every definition that is referred to exists, and no word of our own parser is left") {
    const Manifest mail = fixtures::mail_manifest();
    std::vector<NamedManifest> plugins{{"mail", &mail}};
    json::value schema = config_json_schema(plugins);
    std::string text = json::serialize(schema);
    CHECK_THAT(text, !Catch::Contains("x-expected") && !Catch::Contains(R"("format":"path")"));
    const std::string reference = R"("$ref":"#/definitions/)";
    std::size_t count = 0;
    for (std::size_t at = text.find(reference); at != std::string::npos;
         at = text.find(reference, at + 1)) {
        std::size_t begin = at + reference.size();
        std::string name = text.substr(begin, text.find('"', begin) - begin);
        CAPTURE(name);
        CHECK(schema.at("definitions").get_object().contains(name));
        ++count;
    }
    CHECK(count > 5);
}

TEST_CASE("without plugins the schema leaves their parts open") {
    json::value schema = config_json_schema({});
    const json::value& pipeline = schema.at_pointer("/properties/pipelines/additionalProperties");
    CHECK(!pipeline.get_object().contains("additionalProperties"));
    CHECK(
        pipeline.at_pointer("/properties/mapping/additionalProperties/$ref") == "#/definitions/rule"
    );
    CHECK(pipeline.at_pointer("/properties/where/allOf/0/$ref") == "#/definitions/condition");
}
