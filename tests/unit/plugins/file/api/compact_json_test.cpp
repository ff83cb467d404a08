#include "file/api/compact_json.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

std::string compact(std::string_view json) {
    std::string out;
    return file::append_compact_json(out, json) ? out : "REFUSED";
}

std::string members(std::string_view object, std::string before = "{") {
    const std::vector<std::string> taken{"op", "tier"};
    return file::append_members(before, object, taken) ? before : "REFUSED";
}

}  // namespace

TEST_CASE("JSON comes over on one line, its numbers and escapes as they stood") {
    CHECK(compact("7") == "7");
    CHECK(compact(" null ") == "null");
    CHECK(compact("\"a\\u000ab\\\"\"") == "\"a\\nb\\\"\"");
    CHECK(
        compact("{\n \"a\" : [ 1.10 , true, { } , [ ] ],\r\n\"b\":{\"c\":\"x,y\"} }") ==
        R"({"a":[1.10,true,{},[]],"b":{"c":"x,y"}})"
    );
    CHECK(
        compact("[\"ends with a bracket [\", \"{\", \":\"]") ==
        R"(["ends with a bracket [","{",":"])"
    );
    CHECK(compact("123456789012345678901234567890.10") == "123456789012345678901234567890.10");
}

TEST_CASE("what is not one JSON value is refused") {
    for (const char* bad :
         {"", "{", "[1,]", "{} {}", "nul", "\"", "{\"a\"}", "\"\xC3(\"", "// x\n1"}) {
        CAPTURE(bad);
        CHECK(compact(bad) == "REFUSED");
    }
    CHECK(compact(std::string(200, '[') + std::string(200, ']')) != "REFUSED");
    CHECK(compact(std::string(300, '[') + std::string(300, ']')) == "REFUSED");
}

TEST_CASE("members follow those that stand there, and names that are taken are left out") {
    CHECK(members("{}") == "{");
    CHECK(members(R"({"a":1.10,"b":null})") == R"({"a":1.10,"b":null)");
    CHECK(members(R"({"a":1})", R"({"x":2)") == R"({"x":2,"a":1)");
    CHECK(members(R"({"tier":{"deep":[1,{"a":2}]},"b":"x"})") == R"({"b":"x")");
    CHECK(members("{\"\\u006fp\":1,\"b\":{\"op\":3}}") == R"({"b":{"op":3})");
}

TEST_CASE("only an object has members") {
    for (const char* bad : {"[1]", "7", "\"x\"", "", "{\"a\":1", "null"}) {
        CAPTURE(bad);
        CHECK(members(bad) == "REFUSED");
    }
}
