#include "host/mapping/column_reader.hpp"
#include "host/mapping/json_text.hpp"
#include "host/mapping/slot.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using host::Format;
using host::Rule;

namespace {

// One record read by one rule: its slot as JSON, "absent", or the rejection's code.
struct Reading {
    host::Arena constants;
    host::Arena arena;
    host::Sha256 sha;
    host::ColumnReader reader;
    std::vector<std::string> identifiers{"id"};
    std::vector<std::string> fields{"id"};
    host::Rejection why;

    host::Column column(const Rule& rule, Format format) {
        auto compiled = host::compile_column(rule, {identifiers, fields, format, constants, sha});
        REQUIRE(compiled);
        return *std::move(compiled);
    }

    static std::string shown(const sluice_value& slot) {
        std::string out;
        host::append_json(out, slot);
        return slot.type == SLUICE_T_ABSENT ? "absent" : out;
    }

    std::string one(const Rule& rule, std::string_view json, Format format = Format::ndjson) {
        host::Column compiled = column(rule, format);
        const test::Tree tree{json};
        sluice_value slot{};
        if (auto fault = reader.read(compiled, tree.document(), arena, slot)) {
            why = *fault;
            return why.code;
        }
        return shown(slot);
    }

    std::string several(const Rule& rule, std::string_view json) {
        const host::Column compiled = column(rule, Format::ndjson);
        const test::Tree tree{json};
        std::vector<sluice_value> slots;
        if (auto fault = reader.read_several(compiled, tree.document(), arena, slots)) {
            why = *fault;
            return why.code;
        }
        std::string out;
        for (const sluice_value& slot : slots) {
            out += shown(slot) + ' ';
        }
        return out;
    }
};

std::string one(const Rule& rule, std::string_view json, Format format = Format::ndjson) {
    return Reading{}.one(rule, json, format);
}

std::string several(const Rule& rule, std::string_view json) {
    return Reading{}.several(rule, json);
}

}  // namespace

TEST_CASE("a value is taken as it stands") {
    const Rule rule = test::rule("t", "a");
    CHECK(one(rule, R"({"a":"x"})") == "\"x\"");
    CHECK(one(rule, R"({"a":1.10})") == "1.10");
    CHECK(one(rule, R"({"a":true})") == "true");
    CHECK(one(rule, R"({"a":null})") == "null");
    CHECK(one(rule, R"({"b":1})") == "absent");
    CHECK(one(rule, R"({"a":[1,{"b":"x"}]})") == R"([1,{"b":"x"}])");
}

TEST_CASE("a default stands in for missing and null, not for empty or false") {
    Rule rule = test::rule("t", "a");
    rule.fallback = test::text("none");
    CHECK(one(rule, R"({"b":1})") == "\"none\"");
    CHECK(one(rule, R"({"a":null})") == "\"none\"");
    CHECK(one(rule, R"({"a":""})") == "\"\"");
    CHECK(one(rule, R"({"a":false})") == "false");
    CHECK(one(rule, R"({"a":0})") == "0");
}

TEST_CASE("an empty CSV cell is missing for default and for casts, else the empty text") {
    Rule rule = test::rule("t", "a");
    CHECK(one(rule, R"({"a":""})", Format::csv) == "\"\"");
    rule.cast = host::Cast::number;
    CHECK(one(rule, R"({"a":""})", Format::csv) == "absent");
    CHECK(one(rule, R"({"a":""})") == "bad_cast");
    rule.cast = host::Cast::string;
    CHECK(one(rule, R"({"a":""})", Format::csv) == "\"\"");
    rule.fallback = test::text("none");
    CHECK(one(rule, R"({"a":""})", Format::csv) == "\"none\"");
}

TEST_CASE("a failing cast names field, path and types, never the value") {
    Rule rule = test::rule("t", "a.b");
    rule.cast = host::Cast::integer;
    Reading reading;
    CHECK(reading.one(rule, R"({"a":{"b":"secret"}})") == "bad_cast");
    CHECK(reading.why.field == "t");
    CHECK(reading.why.message == "t at a.b: expected an integer, found a string that is none");
    CHECK(reading.one(rule, R"({"a":{"b":[1]}})") == "bad_cast");
    CHECK(reading.why.message == "t at a.b: expected an integer, found an array or object");
    CHECK(reading.one(rule, R"({"a":{"b":null}})") == "null");
    CHECK(reading.one(rule, R"({"a":{"b":" 12 "}})") == "12");
}

TEST_CASE("a hash comes after the cast, and not of arrays") {
    Rule rule = test::rule("t", "a");
    rule.hash = host::Hash::sha256_email;
    Reading reading;
    CHECK(reading.one(rule, R"({"a":" A@B.c"})") == '"' + host::sha256_hex("a@b.c") + '"');
    CHECK(reading.one(rule, R"({"a":null})") == "null");
    CHECK(reading.one(rule, R"({"a":["x"]})") == "bad_type");
    CHECK(reading.why.message == "t at a: expected a text to hash, found an array or object");
}

TEST_CASE("join makes one text of an array's elements or of several values") {
    Rule rule = test::rule("t", "a");
    rule.join = ",";
    CHECK(one(rule, R"({"a":["x",1.10,null,true]})") == "\"x,1.10,true\"");
    CHECK(one(rule, R"({"a":"x"})") == "\"x\"");
    CHECK(one(rule, R"({"a":[]})") == "absent");
    CHECK(one(rule, R"({"a":[null]})") == "absent");
    CHECK(one(rule, R"({"a":null})") == "absent");
    CHECK(one(rule, R"({"a":{"b":1}})") == "bad_type");
    rule.fallback = test::text("none");
    CHECK(one(rule, R"({"a":[]})") == "\"none\"");
    Rule several_values = test::rule("t", "a[*].b");
    several_values.join = "; ";
    CHECK(
        one(several_values, R"({"a":[{"b":1},{},{"b":[]},{"b":["x","y"]},{"b":"z"}]})") ==
        "\"1; x; y; z\""
    );
}

TEST_CASE("several values of a field that is no identifier are one JSON array") {
    Rule rule = test::rule("t", "a[*].b");
    CHECK(
        one(rule, R"({"a":[{"b":1.10},{"b":"x"},{},{"b":null},{"b":[2]}]})") ==
        R"([1.10,"x",null,[2]])"
    );
    CHECK(one(rule, R"({"a":[{"b":1}]})") == "[1]");
    CHECK(one(rule, R"({"a":[]})") == "absent");
    rule.cast = host::Cast::string;
    CHECK(one(rule, R"({"a":[{"b":1},{"b":true}]})") == R"(["1","true"])");
    rule.cast = host::Cast::integer;
    CHECK(one(rule, R"({"a":[{"b":1},{"b":"x"}]})") == "bad_cast");
    rule.fallback = test::number("0");
    CHECK(one(rule, R"({"c":1})") == "0");
}

TEST_CASE("a prefix field takes an object, null or nothing") {
    const Rule rule = test::rule("p.*", "a");
    Reading reading;
    CHECK(reading.one(rule, R"({"a":{"x":1,"y":{"z":2}}})") == R"({"x":1,"y.z":2})");
    CHECK(reading.one(rule, R"({"a":null})") == "null");
    CHECK(reading.one(rule, R"({"b":1})") == "absent");
    CHECK(reading.one(rule, R"({"a":["x"]})") == "bad_type");
    CHECK(reading.why.message == "p.* at a: expected an object, found an array");
    CHECK(reading.one(rule, R"({"a":"x"})") == "bad_type");
    CHECK(
        one(test::rule("p.*", "$"), R"({"id":"1","city":"x"})", Format::csv) ==
        R"({"id":"1","city":"x"})"
    );
}

TEST_CASE("several identifiers come in order, each text once, nulls left out") {
    Rule rule = test::rule("id", "a[*]");
    CHECK(several(rule, R"({"a":["x","y","x",null,5,"5","z"]})") == R"("x" "y" 5 "z" )");
    CHECK(several(rule, R"({"a":["x"]})") == "\"x\" ");
    CHECK(several(rule, R"({"a":[]})") == "absent ");
    CHECK(several(rule, R"({"b":1})") == "absent ");
    CHECK(several(rule, R"({"a":[null,null]})") == "null ");
    rule.fallback = test::text("anonymous");
    CHECK(several(rule, R"({"a":[null]})") == "\"anonymous\" ");
}

TEST_CASE("identifiers are compared after their hash") {
    Rule rule = test::rule("id", "a[*]");
    rule.hash = host::Hash::sha256_email;
    CHECK(several(rule, R"({"a":["A@b.c"," a@B.c"]})") == '"' + host::sha256_hex("a@b.c") + "\" ");
}

TEST_CASE("a thousand identifiers are taken, repeated ones not counted; one more is refused") {
    const auto record = [](int different) {
        std::string json = R"({"a":[)";
        for (int i = 0; i < different; ++i) {
            json += '"' + std::to_string(i) + "\",\"" + std::to_string(i / 2) + "\",";
        }
        json.back() = ']';
        return json + '}';
    };
    const Rule rule = test::rule("id", "a[*]");
    Reading reading;
    const std::string all = reading.several(rule, record(1000));
    CHECK(std::count(all.begin(), all.end(), ' ') == 1000);
    CHECK(all.starts_with("\"0\" \"1\" \"2\" \"3\" "));
    CHECK(reading.several(rule, record(1001)) == "too_many_values");
    CHECK(
        reading.why.message ==
        "id at a[*]: expected at most 1000 different values in one record, found more"
    );
    CHECK(reading.several(rule, R"({"a":["x"]})") == "\"x\" ");
}
