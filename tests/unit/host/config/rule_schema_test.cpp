#include "host/config/file_schema.hpp"
#include "host/manifest/schema.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

TEST_CASE("rules and conditions are within the subset that the validator enforces") {
    CHECK(!schema_fault(rule_schema()));
    CHECK(!schema_fault(condition_schema()));
}

TEST_CASE("a rule is a path or a map of directives") {
    struct Row {
        std::string rule;
        std::string sentence;
    };
    auto row = GENERATE(values<Row>({
        {R"("a.b")", ""},
        {R"({"path": "a", "default": null, "cast": "integer", "hash": "sha256", "join": ""})", ""},
        {R"({"const": 5})", ""},
        {R"("")", "expected a path such as customer.id, or a map with path or const, found ''"},
        {"null", "expected a path such as customer.id, or a map with path or const, found nothing"},
        {R"({"path": "a", "cast": "int"})",
         "expected one of string, number, integer, boolean, found 'int'"},
        {R"({"path": "a", "hash": "sha265"})",
         "expected one of sha256, sha256_email, found 'sha265': did you mean 'sha256'?"},
        {R"({"const": []})", "expected text or a number or true or false or nothing, found a list"},
        {R"({"path": "a", "include": "b"})", "expected a list, found text"},
    }));
    CAPTURE(row.rule);
    boost::json::value rule = boost::json::parse(row.rule);
    std::vector<SchemaFinding> findings = validate(rule, rule_schema());
    REQUIRE(findings.size() == (row.sentence.empty() ? 0 : 1));
    CHECK((row.sentence.empty() || to_sentence(findings[0]) == row.sentence));
}
