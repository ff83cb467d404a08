#include "host/config/text_fault.hpp"

#include <catch2/catch.hpp>

#include <string>

using host::text_fault;

TEST_CASE("text of any language passes") {
    CHECK(!text_fault("a: \xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80\r\n\tb\n", "f.yaml"));
    CHECK(!text_fault("", "f.yaml"));
    CHECK(!text_fault("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF", "f.yaml"));
}

TEST_CASE("the first byte that is no text is named by line and column") {
    struct Row {
        std::string text;
        std::size_t line;
        std::size_t column;
        std::string found;
    };
    auto row = GENERATE(values<Row>({
        {"a\n\xC3\xA4\xFF", 2, 3, "not"},
        {"\xC0\x80", 1, 1, "not"},
        {"\xE0\x80\x80", 1, 1, "not"},
        {"\xED\xA0\x80", 1, 1, "not"},
        {"\xF4\x90\x80\x80", 1, 1, "not"},
        {"\xF5\x80\x80\x80", 1, 1, "not"},
        {"ab\xE2\x82", 1, 3, "not"},
        {"\x80", 1, 1, "not"},
        {"\xFF\xFE"
         "a",
         1,
         1,
         "not"},
        {"a: b\n\x04rest", 2, 1, "control"},
        {std::string{"a\0b", 3}, 1, 2, "control"},
        {"\x7F", 1, 1, "control"},
    }));
    auto issue = text_fault(row.text, "f.yaml");
    REQUIRE(issue);
    CHECK(issue->at.file == "f.yaml");
    CHECK((issue->at.line == row.line && issue->at.column == row.column));
    CHECK_THAT(issue->text, Catch::Contains(row.found));
}
