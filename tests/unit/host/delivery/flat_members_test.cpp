#include "host/delivery/flat_members.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using host::flat_members;
using host::united_members;

TEST_CASE("a newer object's members win, and those it does not name stay") {
    struct Row {
        std::string_view older;
        std::string_view newer;
        std::string_view united;
    };
    const Row row = GENERATE(
        Row{"{}", "{}", "{}"},
        Row{R"({"a":1})", "{}", R"({"a":1})"},
        Row{"{}", R"({"a":1})", R"({"a":1})"},
        Row{R"({"a":1,"b":2})", R"({"b":3,"c":4})", R"({"a":1,"b":3,"c":4})"},
        Row{R"({"a":"x"})", R"({"a":null})", R"({"a":null})"},
        Row{R"({"a":1.10,"t":true})", R"({"f":false})", R"({"a":1.10,"t":true,"f":false})"},
        // What stands within a text is no sign of the object.
        Row{R"({"a":"},{\"b\":1,"})", R"({"b":"\\"})", R"({"a":"},{\"b\":1,","b":"\\"})"},
        Row{R"({"a.b":1,"a":2})", R"({"a":3})", R"({"a.b":1,"a":3})"},
        Row{R"({"a\"b":1,"ab":2})", R"({"a\"b":3})", R"({"ab":2,"a\"b":3})"},
        Row{"{ \"a\" : 1 , \"b\" : 2 }", R"({"a":3})", "{\"b\" : 2,\"a\":3}"}
    );
    CHECK(united_members(row.older, row.newer) == std::string{row.united});
}

TEST_CASE("what is no flat object is not united") {
    const std::string_view text = GENERATE(
        "",
        "{",
        "}",
        "[]",
        "1",
        R"({"a")",
        R"({"a":)",
        R"({"a":})",
        R"({"a":1)",
        R"({"a":1,})",
        R"({"a":1}})",
        R"({"a":[1]})",
        R"({"a":{"b":1}})",
        R"({"a":"x)",
        R"({"a":"x\)",
        R"({a:1})"
    );
    INFO(text);
    CHECK_FALSE(flat_members(text).has_value());
    CHECK_FALSE(united_members("{}", text).has_value());
    CHECK_FALSE(united_members(text, "{}").has_value());
}
