#include "host/manifest/schema_words.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>

using namespace host;

TEST_CASE("expectations are said in words") {
    auto words = [](const char* schema) {
        return expected_in_words(boost::json::parse(schema).get_object());
    };
    CHECK(words(R"({"type":"integer"})") == "a whole number");
    CHECK(words(R"({"type":["object","boolean"]})") == "a map or true or false");
    CHECK(words(R"({"type":"string","enum":["a","b"]})") == "one of a, b");
    CHECK(words(R"({"enum":["a"]})") == "a");
    CHECK(words(R"({"type":"string","x-expected":"a label"})") == "a label");
    CHECK(words("{}") == "a value");
}

TEST_CASE("values are said in words, and without themselves where they must not show") {
    struct Row {
        std::string value;
        std::string found;
        std::string kind;
    };
    auto row = GENERATE(values<Row>({
        {"null", "nothing", "nothing"},
        {"true", "true", "true or false"},
        {"-5", "-5", "a number"},
        {"1.5", "1.5", "a number"},
        {"18446744073709551615", "18446744073709551615", "a number"},
        {R"("abc")", "'abc'", "text"},
        {"[1]", "a list", "a list"},
        {R"({"a":1})", "a map", "a map"},
        {R"({"$secret":"a"})", "a secret reference", "a secret reference"},
        {R"({"$secret":1})", "a map", "a map"},
    }));
    CAPTURE(row.value);
    CHECK(found_in_words(boost::json::parse(row.value)) == row.found);
    CHECK(kind_in_words(boost::json::parse(row.value)) == row.kind);
}

TEST_CASE("quotes cut long text between characters and leave out what controls a terminal") {
    CHECK(in_quotes("a\x1B[2Jb\n") == "'a?[2Jb?'");
    CHECK(in_quotes(std::string(60, 'a')) == "'" + std::string(60, 'a') + "'");
    CHECK(in_quotes(std::string(59, 'a') + "ä") == "'" + std::string(59, 'a') + "...'");
}
