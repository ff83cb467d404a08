#include "host/manifest/schema_scalar.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>

using host::scalar_fault;

namespace {

std::string fault(const std::string& schema, const std::string& value) {
    auto found = scalar_fault(boost::json::parse(value), boost::json::parse(schema).get_object());
    return found ? found->expected + " | " + found->found + " | " + found->advice : "";
}

}  // namespace

TEST_CASE("a scalar breaks at most one rule at a time, the choices first") {
    struct Row {
        std::string schema;
        std::string value;
        std::string expected;
    };
    auto row = GENERATE(values<Row>({
        {"{}", R"("any")", ""},
        {R"({"enum": [1, 2], "minimum": 5})", "3", "one of 1, 2 | 3 | "},
        {R"({"enum": ["auto", "none"], "minLength": 9})",
         R"("atuo")",
         "one of auto, none | 'atuo' | did you mean 'auto'?"},
        {R"({"minLength": 2, "pattern": "^b"})",
         R"("a")",
         "text of at least 2 characters | 'a' | "},
        {R"({"maxLength": 1, "pattern": "^b"})",
         R"("aa")",
         "text of at most 1 characters | 'aa' | "},
        {R"({"minLength": 1, "pattern": "^b"})", R"("aa")", "text that matches ^b | 'aa' | "},
        {R"({"type": "number", "maximum": 1})", "1.5", "a number of at most 1 | 1.5 | "},
        {R"({"maximum": 1, "minLength": 5})", "true", ""},
        {R"({"minimum": 1, "x-expected": "a port"})", "0", "a port | 0 | "},
    }));
    CAPTURE(row.schema, row.value);
    CHECK(fault(row.schema, row.value) == row.expected);
}

TEST_CASE("text that is too long for the pattern matcher does not match and does no harm") {
    std::string found = fault(R"({"pattern": "^(a|b)*$"})", '"' + std::string(1 << 20, 'a') + '"');
    CHECK(!found.empty());
    CHECK(found.size() < 200);
    CHECK(fault(R"({"pattern": "^(a|b)*$"})", '"' + std::string(1024, 'a') + '"').empty());
}
