#include "host/mapping/column.hpp"
#include "host/mapping/slot.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using host::Column;
using host::Format;
using host::Rule;

namespace {

struct Compiler {
    std::vector<std::string> identifiers{"id"};
    std::vector<std::string> fields{"id", "profile.tier", "profile.*"};
    host::Arena constants;
    host::Sha256 sha;
    Format format = Format::ndjson;

    sluice::Result<Column, std::vector<std::string>> operator()(const Rule& rule) {
        return host::compile_column(rule, {identifiers, fields, format, constants, sha});
    }
};

Column::Kind kind(const Rule& rule) {
    Compiler compile;
    auto column = compile(rule);
    REQUIRE(column);
    return column->kind;
}

std::uint32_t type(const Rule& rule, Format format = Format::ndjson) {
    Compiler compile;
    compile.format = format;
    auto column = compile(rule);
    REQUIRE(column);
    return host::promised_type(*column, format);
}

Rule constant(host::Literal literal) {
    Rule rule = test::rule("profile.tier", "");
    rule.constant = std::move(literal);
    return rule;
}

}  // namespace

TEST_CASE("path and field decide how a column is read") {
    Rule joined = test::rule("profile.tier", "a[*]");
    joined.join = ",";
    CHECK(kind(test::rule("profile.tier", "a")) == Column::Kind::single);
    CHECK(kind(test::rule("id", "a")) == Column::Kind::single);
    CHECK(kind(test::rule("id", "a[*]")) == Column::Kind::identifiers);
    CHECK(kind(test::rule("profile.tier", "a[*]")) == Column::Kind::list);
    CHECK(kind(joined) == Column::Kind::joined);
    CHECK(kind(test::rule("profile.*", "a")) == Column::Kind::object);
    CHECK(kind(constant(test::text("x"))) == Column::Kind::constant);
}

TEST_CASE("constants and defaults are cast and hashed once") {
    Compiler compile;
    Rule rule = constant(test::number("5"));
    rule.cast = host::Cast::string;
    CHECK(compile(rule)->constant.type == SLUICE_T_STR);
    rule = test::rule("profile.tier", "a");
    rule.fallback = test::text(" A@B.C ");
    rule.hash = host::Hash::sha256_email;
    CHECK(host::slot_text(*compile(rule)->fallback) == host::sha256_hex("a@b.c"));
    rule.fallback = host::Literal{};
    CHECK(compile(rule)->fallback->type == SLUICE_T_NULL);
    CHECK(compile(constant(test::boolean("true")))->constant.u.i == 1);
}

TEST_CASE("every fault of a rule is told, with the field") {
    Compiler compile;
    Rule rule = test::rule("profile.tier", "a..b");
    rule.include = {"x"};
    rule.fallback = test::text("many");
    rule.cast = host::Cast::integer;
    const auto column = compile(rule);
    REQUIRE_FALSE(column);
    REQUIRE(column.error().size() == 3);
    CHECK(column.error()[0].starts_with("profile.tier: expected a member's name"));
    CHECK(column.error()[2] == "profile.tier: expected an integer as `default:`, found \"many\"");
    rule = constant(test::text("many"));
    rule.cast = host::Cast::number;
    CHECK(
        compile(rule).error()[0] == "profile.tier: expected a number as `const:`, found \"many\""
    );
}

TEST_CASE("the type promised over the wall is what every record keeps") {
    Rule rule = test::rule("profile.tier", "a");
    CHECK(type(rule) == SLUICE_T_ABSENT);
    CHECK(type(rule, Format::csv) == SLUICE_T_STR);
    rule.cast = host::Cast::integer;
    CHECK(type(rule) == SLUICE_T_NUMBER);
    CHECK(type(rule, Format::csv) == SLUICE_T_NUMBER);
    rule.cast = host::Cast::boolean;
    CHECK(type(rule) == SLUICE_T_BOOL);
    rule.hash = host::Hash::sha256;
    CHECK(type(rule) == SLUICE_T_STR);
    CHECK(type(test::rule("profile.tier", "a[*]")) == SLUICE_T_JSON);
    CHECK(type(test::rule("profile.*", "a")) == SLUICE_T_JSON);
    CHECK(type(constant(test::number("5"))) == SLUICE_T_NUMBER);
    rule = test::rule("profile.tier", "a");
    rule.join = ",";
    CHECK(type(rule) == SLUICE_T_STR);
    rule.fallback = test::number("5");
    CHECK(type(rule) == SLUICE_T_ABSENT);
    rule.fallback = test::text("none");
    CHECK(type(rule) == SLUICE_T_STR);
    rule = test::rule("profile.tier", "a[*]");
    rule.fallback = test::number("5");
    CHECK(type(rule) == SLUICE_T_ABSENT);
}
