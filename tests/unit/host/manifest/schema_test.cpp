#include "host/manifest/schema.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace json = boost::json;
using namespace host;

namespace {

json::object object(const std::string& text) {
    return json::parse(text).get_object();
}

// "pointer: sentence" of each finding.
std::vector<std::string> findings(
    const std::string& schema, const std::string& text, const std::vector<std::string>& secrets = {}
) {
    json::value value = json::parse(text);
    std::vector<std::string> all;
    for (const SchemaFinding& finding : validate(value, object(schema), secrets)) {
        all.push_back(finding.pointer + ": " + to_sentence(finding));
    }
    return all;
}

}  // namespace

TEST_CASE("a value that breaks one rule yields one sentence, one that keeps it none") {
    struct Row {
        std::string schema;
        std::string good;
        std::string bad;
        std::string sentence;
    };
    auto row = GENERATE(values<Row>({
        {R"({"type":"string"})", R"("a")", "5", "expected text, found 5"},
        {R"({"type":"integer"})", "5", "5.5", "expected a whole number, found 5.5"},
        {R"({"type":"integer"})",
         "18446744073709551615",
         R"("5")",
         "expected a whole number, found '5'"},
        {R"({"type":"number"})", "5.5", "true", "expected a number, found true"},
        {R"({"type":"boolean"})", "false", R"("True")", "expected true or false, found 'True'"},
        {R"({"type":"object"})", "{}", R"("hunter2")", "expected a map, found text"},
        {R"({"type":"array"})", "[]", "{}", "expected a list, found a map"},
        {R"({"type":"null"})", "null", "1", "expected nothing, found a number"},
        {R"({"type":["string","number"]})",
         "1.5",
         "null",
         "expected text or a number, found nothing"},
        {R"({"enum":["ndjson","csv"]})",
         R"("csv")",
         R"("cvs")",
         "expected one of ndjson, csv, found 'cvs': did you mean 'csv'?"},
        {R"({"enum":[1,2]})", "2", "3", "expected one of 1, 2, found 3"},
        {R"({"pattern":"^[a-z]+$"})",
         R"("abc")",
         R"("a1")",
         "expected text that matches ^[a-z]+$, found 'a1'"},
        {R"({"pattern":"^[a-z]+$","x-expected":"a label"})",
         R"("abc")",
         R"("a1")",
         "expected a label, found 'a1'"},
        {R"({"minLength":1})", R"("a")", R"("")", "expected text that is not empty, found ''"},
        {R"({"minLength":3})",
         R"("abc")",
         R"("ab")",
         "expected text of at least 3 characters, found 'ab'"},
        {R"({"maxLength":2})",
         R"("äö")",
         R"("abc")",
         "expected text of at most 2 characters, found 'abc'"},
        {R"({"type":"integer","minimum":1})",
         "1",
         "0",
         "expected a whole number of at least 1, found 0"},
        {R"({"type":"number","maximum":2})",
         "2",
         "2.5",
         "expected a number of at most 2, found 2.5"},
        {R"({"type":"integer","minimum":1,"maximum":9})",
         "9",
         "10",
         "expected a whole number from 1 to 9, found 10"},
    }));
    CAPTURE(row.schema, row.bad);
    CHECK(findings(row.schema, row.good).empty());
    CHECK(findings(row.schema, row.bad) == std::vector<std::string>{": " + row.sentence});
}

TEST_CASE("every fault of a configuration is found, each at its place") {
    const std::string schema = R"({
        "type": "object", "additionalProperties": false, "required": ["client_code", "tls"],
        "properties": {
            "client_code": {"type": "string"},
            "connections": {"type": "integer"},
            "hosts": {"type": "array", "items": {"type": "string"}},
            "tls": {"type": "object", "required": ["ca"], "properties": {"ca": {"type": "string", "description": "A PEM file."}}}
        }})";
    CHECK(
        findings(
            schema, R"({"connections": "many", "hosts": ["a", 1, null], "tls": {}, "a/b": 1})"
        ) ==
        std::vector<std::string>{
            "/connections: expected a whole number, found 'many'",
            "/hosts/1: expected text, found 1",
            "/hosts/2: expected text, found nothing",
            "/tls: expected the key 'ca', found none: A PEM file.",
            "/a~1b: expected one of the keys client_code, connections, hosts, tls, found the "
            "unknown key 'a/b'",
            ": expected the key 'client_code', found none"}
    );
}

TEST_CASE("a misspelt key is named once: its right name is not missing as well") {
    const std::string schema =
        R"({"additionalProperties": false, "required": ["client_code"], "properties": {"client_code": {"type": "string"}}})";
    CHECK(
        findings(schema, R"({"clint_code": "acme"})") ==
        std::vector<std::string>{
            "/clint_code: expected one of the keys client_code, found the unknown key "
            "'clint_code': did you mean 'client_code'?"}
    );
}

TEST_CASE("a schema for other members judges each of them") {
    CHECK(
        findings(R"({"additionalProperties": {"type": "integer"}})", R"({"a": 1, "b": "x"})") ==
        std::vector<std::string>{"/b: expected a whole number, found 'x'"}
    );
    CHECK(
        findings(R"({"additionalProperties": false})", R"({"a": 1})") ==
        std::vector<std::string>{"/a: expected no keys here, found the unknown key 'a'"}
    );
}

TEST_CASE("defaults are filled in where members are absent, and inside those that are there") {
    json::value value = json::parse(R"({"given": 1, "inner": {}})");
    auto schema = object(R"({"properties": {
        "given": {"default": 7}, "absent": {"default": [1]},
        "inner": {"properties": {"deep": {"default": "x"}}},
        "outer": {"default": {}, "properties": {"deep": {"default": "y"}}},
        "never": {"properties": {"deep": {"default": "z"}}}}})");
    CHECK(validate(value, schema).empty());
    CHECK(
        value ==
        json::parse(R"({"given": 1, "inner": {"deep": "x"}, "absent": [1], "outer": {"deep": "y"}})"
        )
    );
}

TEST_CASE("a default that breaks its own schema is found") {
    CHECK(findings(R"({"properties": {"a": {"type": "string", "default": 1}}})", "{}").size() == 1);
}

TEST_CASE("a secret member takes a reference alone, and no finding shows what stands there") {
    const std::string schema = R"({"properties": {
        "key": {"type": "string", "minLength": 8}, "tls": {"properties": {"key": {"type": "string"}}}}})";
    const std::vector<std::string> secrets{"key", "tls.key"};
    CHECK(findings(
              schema,
              R"({"key": {"$secret": "key"}, "tls": {"key": {"$secret": "tls.key"}}})",
              secrets
    )
              .empty());
    const std::string expected =
        "expected a secret by reference, { env: NAME } or { file: PATH }, found ";
    struct Row {
        std::string value;
        std::string found;
    };
    auto row = GENERATE(values<Row>({
        {R"("hunter2")", "text in its place: keep it out of this file"},
        {"4711", "a number in its place: keep it out of this file"},
        {R"({"hunter2": null})", "a map of other keys: keep it out of this file"},
        {R"(["hunter2"])", "a list in its place: keep it out of this file"},
        {"null", "nothing in its place"},
    }));
    CHECK(
        findings(schema, R"({"key": )" + row.value + "}", secrets) ==
        std::vector<std::string>{"/key: " + expected + row.found}
    );
    CHECK(
        findings(schema, R"({"tls": {"key": )" + row.value + "}}", secrets) ==
        std::vector<std::string>{"/tls/key: " + expected + row.found}
    );
}

TEST_CASE("below a name that ends in a star a member is a secret or a plain value, which is judged"
) {
    const std::string schema = R"({"properties": {"headers": {"type": "object",
        "additionalProperties": {"type": "string", "minLength": 2}}}})";
    const std::vector<std::string> secrets{"headers.*"};
    const std::string good = R"({"headers": {"a": "plain", "b": {"$secret": "headers.b"}}})";
    CHECK(findings(schema, good, secrets).empty());
    CHECK(findings(schema, good).size() == 1);
    CHECK(findings(schema, R"({"headers": {"a": "x"}})", secrets).size() == 1);
    CHECK(findings(schema, R"({"headers": {"a": ["x"]}})", secrets).size() == 1);
}

TEST_CASE("a secret of a list of pointers is known as one of a list of paths") {
    CHECK(
        findings(
            R"({"properties": {"tls": {"properties": {"key": {}}}}})",
            R"({"tls": {"key": "x"}})",
            {"/tls/key"}
        )
            .size() == 1
    );
}

TEST_CASE("a reference where no secret belongs is a finding") {
    CHECK(
        findings(R"({"properties": {"a": {"type": "string"}}})", R"({"a": {"$secret": "a"}})") ==
        std::vector<std::string>{"/a: expected text, found a secret reference"}
    );
}
