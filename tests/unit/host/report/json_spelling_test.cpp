#include "host/report/json_spelling.hpp"

#include <catch2/catch.hpp>

#include <string>

using host::json_spelling;
using namespace std::string_literals;

TEST_CASE("a text is found in each spelling that JSON has for it") {
    struct Row {
        std::string json;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {R"(plain)", "plain"},
        {R"(a\"b\\c)", "a\"b\\c"},
        {R"(\b\f\n\r\t\/)", "\b\f\n\r\t/"},
        {R"(\u0008\u000c\u000A\u000d\u0009\u002f)", "\b\f\n\r\t/"},
        {R"(\u0000x)", "\0x"s},
        {R"(\u007f)", "\x7f"},
        {R"(\u003c\u0026)", "<&"},
        {R"(\u00fc\u20AC)", "ü€"},
        {R"(\ud83d\uDE00)", "😀"},
        {R"(ü€😀)", "ü€😀"},
        {R"(\u0070\u0038e)", "p8e"},
    }));
    CAPTURE(row.json);
    CHECK(json_spelling(row.json, row.text) == row.json.size());
    CHECK(json_spelling(row.json + "more", row.text) == row.json.size());
    CHECK(json_spelling(row.json.substr(0, row.json.size() - 1), row.text) == 0);
}

TEST_CASE("what spells another text, or nothing, is not taken for it") {
    for (const char* json :
         {"", "a", "ab", "\\", "\\u", "\\u00", "\\u-061bc", "\\x61bc", "\\ud83dbc", "\\udE00bc"}) {
        CAPTURE(json);
        CHECK(json_spelling(json, "abc") == 0);
    }
    CHECK(json_spelling("\\ud83d\\u0061", "😀") == 0);
    CHECK(json_spelling("abc", "") == 0);
}
