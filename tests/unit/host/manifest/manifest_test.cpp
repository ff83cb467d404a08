#include "host/manifest/manifest.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

using host::ActionSpec;
using host::FieldSpec;
using host::Manifest;
using host::parse_manifest;

namespace {

constexpr const char* full = R"({
  "id": "org.example.mail", "name": "Mail", "version": "1.2.3", "abi": 1, "vendor": "V", "license": "MIT",
  "docs": "README.md", "runtime": "go", "invented_later": {"x": 1},
  "config_schema": {"type": "object", "properties": {"host": {"type": "string"}}},
  "secrets": ["password"], "account": ["host"], "egress": ["*.example.org:443"], "test_endpoints": ["/host"],
  "actions": [{
    "id": "send", "title": "Send", "description": "Sends.", "ops": ["upsert", "delete"],
    "fields": [
      {"name": "to", "title": "To", "type": "string", "required": true, "pii": true, "max_len": 99, "pattern": "later"},
      {"name": "vars.*"}, {"name": "vars.known"}],
    "order_by": [["to"], ["vars.known", "to"]], "multi_id": ["to"], "idempotent": true,
    "options_schema": {"type": "object"}, "quota": {"limit": 5, "window": "1h"}, "max_life": 60}]
})";

std::string fault(const std::string& text) {
    auto manifest = parse_manifest(text);
    return manifest ? "" : manifest.error();
}

}  // namespace

TEST_CASE("a manifest says all that it holds, and members of later versions are passed over") {
    auto manifest = parse_manifest(full);
    REQUIRE(manifest);
    CHECK(manifest->id == "org.example.mail");
    CHECK(manifest->runtime == "go");
    CHECK(manifest->secrets == std::vector<std::string>{"password"});
    CHECK(manifest->account == std::vector<std::string>{"host"});
    CHECK(manifest->egress == std::vector<std::string>{"*.example.org:443"});
    CHECK(manifest->test_endpoints == std::vector<std::string>{"/host"});
    CHECK(manifest->config_schema.contains("properties"));
    REQUIRE(manifest->actions.size() == 1);
    const ActionSpec& action = manifest->actions[0];
    CHECK(action.ops == std::vector<std::string>{"upsert", "delete"});
    CHECK(action.order_by == std::vector<std::vector<std::string>>{{"to"}, {"vars.known", "to"}});
    CHECK(action.multi_id == std::vector<std::string>{"to"});
    CHECK(action.idempotent);
    CHECK((action.quota.limit == 5 && action.quota.window == std::chrono::hours{1}));
    CHECK(action.max_life == std::chrono::seconds{60});
    const FieldSpec& to = action.fields.at(0);
    CHECK((to.required && to.pii && to.max_len == 99U && to.type == "string"));
}

TEST_CASE("what a manifest leaves out has the defaults of the contract") {
    auto manifest =
        parse_manifest(R"({"id": "a", "actions": [{"id": "b", "fields": [{"name": "c"}]}]})");
    REQUIRE(manifest);
    const ActionSpec& action = manifest->actions.at(0);
    CHECK(manifest->abi == 1);
    CHECK(action.ops == std::vector<std::string>{"upsert"});
    CHECK((action.order_by.empty() && action.multi_id.empty() && action.options_schema.empty()));
    CHECK((!action.idempotent && action.quota.limit == 0 && !action.max_life));
    const FieldSpec& field = action.fields.at(0);
    CHECK((field.type == "any" && !field.required && !field.pii && !field.max_len));
}

TEST_CASE("a field is found by name, else by the prefix that covers it") {
    auto manifest = parse_manifest(full);
    REQUIRE(manifest);
    const ActionSpec* action = manifest->action("send");
    REQUIRE(action != nullptr);
    CHECK(manifest->action("sned") == nullptr);
    auto name = [&](const char* wanted) {
        const FieldSpec* field = action->field(wanted);
        return field == nullptr ? "" : field->name;
    };
    CHECK(name("to") == "to");
    CHECK(name("vars.*") == "vars.*");
    CHECK(name("vars.any") == "vars.*");
    CHECK(name("vars.known") == "vars.known");
    CHECK(name("vars.") == "");
    CHECK(name("vars") == "");
    CHECK(name("varsx") == "");
}

TEST_CASE("a wrong manifest is refused with a sentence that names the member") {
    struct Row {
        std::string text;
        std::string part;
    };
    auto row = GENERATE(values<Row>({
        {"", "expected the manifest to be JSON"},
        {"[]", "expected the manifest to be an object, found a list"},
        {"{}", "expected an id"},
        {R"({"id": 5})", "expected id to be text, found 5"},
        {R"({"id": "a", "abi": "1"})", "expected abi to be a whole number"},
        {R"({"id": "a", "abi": 99999999999})", "expected abi to be a major version"},
        {R"({"id": "a", "secrets": "b"})", "expected secrets to be a list of texts, found 'b'"},
        {R"({"id": "a", "config_schema": {"anyOf": []}})",
         "config_schema: schema: expected anyOf to be absent"},
        {R"({"id": "a", "actions": {}})", "expected actions to be a list, found a map"},
        {R"({"id": "a", "actions": [1]})", "expected actions[0] to be an object, found 1"},
        {R"({"id": "a", "actions": [{}]})", "expected actions[0].id, found none"},
        {R"({"id": "a", "actions": [{"id": "b", "fields": [{"name": ""}]}]})",
         "expected actions[0].fields[0].name, found none"},
        {R"({"id": "a", "actions": [{"id": "b", "fields": [{"name": "c", "required": 1}]}]})",
         "expected actions[0].fields[0].required to be true or false, found 1"},
        {R"({"id": "a", "actions": [{"id": "b", "order_by": ["c"]}]})",
         "expected actions[0].order_by to be a list of texts, found 'c'"},
        {R"({"id": "a", "actions": [{"id": "b", "order_by": [[], [], []]}]})",
         "expected at most 2 keys in actions[0].order_by, found 3"},
        {R"({"id": "a", "actions": [{"id": "b", "order_by": [["c"]]}]})",
         "expected actions[0].order_by to name fields of the action, found 'c'"},
        {R"({"id": "a", "actions": [{"id": "b", "multi_id": ["c"]}]})",
         "expected actions[0].multi_id to name fields of the action, found 'c'"},
        {R"({"id": "a", "actions": [{"id": "b", "quota": {"limit": -1}}]})",
         "expected actions[0].quota.limit to be a whole number"},
        {R"({"id": "a", "actions": [{"id": "b", "max_life": "soon"}]})",
         "expected actions[0].max_life to be a duration"},
        {R"({"id": "a", "actions": [{"id": "b", "options_schema": 1}]})",
         "actions[0].options_schema: schema: expected an object"},
    }));
    CAPTURE(row.text);
    CHECK_THAT(fault(row.text), Catch::Contains(row.part));
}
