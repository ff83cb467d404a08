#include "tests/support/slots.hpp"
#include "webhook/api/body_template.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

using webhook::parse_body;
using webhook::RecordView;

namespace {

std::string body(
    std::string_view text,
    const std::vector<std::string>& names,
    const std::vector<sluice_value>& values
) {
    const auto parsed = parse_body(text, names);
    REQUIRE(parsed);
    const RecordView record{.values = values, .id = "r-1", .op = "upsert", .attempt = 3};
    std::string out;
    const auto fault = append_body(out, *parsed, record);
    return fault ? "fault: " + fault->code + " " + std::to_string(fault->field) : out;
}

std::string error(std::string_view text) {
    const std::vector<std::string> names{"tier"};
    const auto parsed = parse_body(text, names);
    return parsed ? "" : parsed.error();
}

}  // namespace

TEST_CASE("body: fields is one object of all fields that the record has") {
    CHECK(
        body(
            "fields",
            {"tier", "points", "gone"},
            {slots::text("gold"), slots::number("1.10"), slots::absent()}
        ) == R"({"tier":"gold","points":1.10})"
    );
    CHECK(body("fields", {"a"}, {slots::absent()}) == "{}");
    CHECK(body("fields", {"a"}, {slots::null()}) == R"({"a":null})");
}

TEST_CASE("members of field.* stand beside the others, which win") {
    const std::vector<std::string> names{"tier", "*"};
    const auto traits = slots::json(R"({"tier":"silver","x":{"y":1.10},"t\u0069er":1,"z":[1]})");
    CHECK(
        body("fields", names, {slots::text("gold"), traits}) ==
        R"({"tier":"gold","x":{"y":1.10},"z":[1]})"
    );
    CHECK(body("fields", names, {slots::text("gold"), slots::absent()}) == R"({"tier":"gold"})");
    CHECK(
        body("fields", names, {slots::text("gold"), slots::json("[1]")}) == "fault: not_an_object 1"
    );
}

TEST_CASE("a lone placeholder keeps its type, one within a text becomes text") {
    const std::vector<std::string> names{"tier", "points", "tags"};
    const std::vector<sluice_value> values{
        slots::text("g\"old"), slots::number("1.10"), slots::json(R"(["a", "b"])")};
    CHECK(
        body(
            R"({"t":"{{tier}}","p":"{{points}}","tags":"{{tags}}","all":["{{$op}}",7,null,true],)"
            R"("say":"{{tier}} has {{points}}","id":"{{$id}}","n":"{{$attempt}}"})",
            names,
            values
        ) == R"({"t":"g\"old","p":1.10,"tags":["a", "b"],"all":["upsert",7,null,true],)"
             R"("say":"g\"old has 1.10","id":"r-1","n":3})"
    );
}

TEST_CASE("an absent field leaves its member out, and is null in a list") {
    const std::vector<std::string> names{"tier"};
    CHECK(
        body(R"({"a":"{{tier}}","b":["{{tier}}"],"c":"<{{tier}}>"})", names, {slots::absent()}) ==
        R"({"b":[null],"c":"<>"})"
    );
}

TEST_CASE("no value changes the structure that the pipeline file wrote") {
    const std::vector<std::string> names{"tier"};
    for (const std::string evil :
         {"\",\"admin\":true,\"x\":\"", "\\", "\"}", "{{tier}}", "\n{\"row\":2}", "\x01"}) {
        const std::string text = body(
            R"({"role":"user","tier":"{{tier}}","say":"a{{tier}}"})", names, {slots::text(evil)}
        );
        const auto parsed = boost::json::parse(text).as_object();
        CHECK(parsed.size() == 3);
        CHECK(parsed.at("role") == "user");
        CHECK(parsed.at("tier").as_string() == evil.c_str());
        CHECK(parsed.at("say").as_string() == ("a" + evil).c_str());
        CHECK(text.find('\n') == std::string::npos);
    }
}

TEST_CASE("a template that cannot be is found with its place") {
    CHECK(error("text").find("expected fields") != std::string::npos);
    CHECK(error("7").find("expected fields") != std::string::npos);
    CHECK(error(R"({"a":{"b":["{{teir}}"]}})").find("a: b: 0: ") == 0);
    CHECK(error(R"({"{{tier}}":1})").find("name without placeholders") != std::string::npos);
}
