#include "host/mapping/filter.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

using host::Condition;
using host::Format;
using Kind = host::Condition::Kind;

namespace {

Condition leaf(Kind kind, std::string path, std::vector<host::Literal> values = {}) {
    Condition condition;
    condition.kind = kind;
    condition.path = std::move(path);
    condition.values = std::move(values);
    condition.at = {.file = "f.yaml", .line = 3, .column = 5};
    return condition;
}

Condition branch(Kind kind, std::vector<Condition> parts) {
    Condition condition;
    condition.kind = kind;
    condition.parts = std::move(parts);
    return condition;
}

Condition exists(std::string path, bool wanted) {
    Condition condition = leaf(Kind::exists, std::move(path));
    condition.wanted = wanted;
    return condition;
}

bool matches(const Condition& condition, std::string_view json, Format format = Format::ndjson) {
    const test::Tree tree{json};
    const auto filter = host::Filter::compile(condition, format);
    REQUIRE(filter);
    return filter->matches(tree.document());
}

constexpr const char* record =
    R"({"consent":{"ads":true},"tier":"gold","none":null,"ids":[{"t":"a"},{"t":"b"}],"empty":""})";

}  // namespace

TEST_CASE("a test holds for the value that its path finds") {
    CHECK(matches(leaf(Kind::equals, "consent.ads", {test::boolean("true")}), record));
    CHECK_FALSE(matches(leaf(Kind::equals, "consent.ads", {test::text("true")}), record));
    CHECK(matches(leaf(Kind::in, "tier", {test::text("silver"), test::text("gold")}), record));
    CHECK_FALSE(matches(leaf(Kind::in, "tier", {test::text("silver")}), record));
    CHECK_FALSE(matches(leaf(Kind::not_equals, "tier", {test::text("gold")}), record));
}

TEST_CASE("a path that finds nothing equals nothing and differs from everything") {
    CHECK_FALSE(matches(leaf(Kind::equals, "nothere", {test::text("x")}), record));
    CHECK_FALSE(matches(leaf(Kind::equals, "nothere", {host::Literal{}}), record));
    CHECK(matches(leaf(Kind::not_equals, "nothere", {test::text("x")}), record));
    CHECK(matches(leaf(Kind::equals, "none", {host::Literal{}}), record));
}

TEST_CASE("what exists is there and not null") {
    CHECK(matches(exists("tier", true), record));
    CHECK_FALSE(matches(exists("tier", false), record));
    CHECK_FALSE(matches(exists("none", true), record));
    CHECK(matches(exists("nothere", false), record));
    CHECK(matches(exists("empty", true), record));
    CHECK(matches(exists("consent", true), record));
}

TEST_CASE("an empty cell of a CSV row does not exist") {
    CHECK_FALSE(matches(exists("empty", true), record, Format::csv));
    CHECK(matches(exists("tier", true), record, Format::csv));
}

TEST_CASE("of several values one is enough") {
    CHECK(matches(leaf(Kind::equals, "ids[*].t", {test::text("b")}), record));
    CHECK_FALSE(matches(leaf(Kind::equals, "ids[*].t", {test::text("c")}), record));
    CHECK_FALSE(matches(leaf(Kind::not_equals, "ids[*].t", {test::text("b")}), record));
    CHECK(matches(exists("ids[*].t", true), record));
    CHECK(matches(exists("ids[*].x", false), record));
}

TEST_CASE("all, any and not combine, and all of nothing is true") {
    const Condition gold = leaf(Kind::equals, "tier", {test::text("gold")});
    const Condition silver = leaf(Kind::equals, "tier", {test::text("silver")});
    CHECK(matches(branch(Kind::all, {gold, exists("ids", true)}), record));
    CHECK_FALSE(matches(branch(Kind::all, {gold, silver}), record));
    CHECK(matches(branch(Kind::any, {silver, gold}), record));
    CHECK_FALSE(matches(branch(Kind::any, {silver}), record));
    CHECK(matches(branch(Kind::negation, {silver}), record));
    CHECK_FALSE(matches(branch(Kind::negation, {branch(Kind::any, {gold, silver})}), record));
    CHECK(matches(branch(Kind::all, {}), record));
    CHECK_FALSE(matches(branch(Kind::any, {}), record));
}

TEST_CASE("every faulty path of a condition is reported at its place") {
    const auto filter = host::Filter::compile(
        branch(Kind::all, {leaf(Kind::equals, "a..b"), exists("c[", true), exists("d", true)}),
        Format::ndjson
    );
    REQUIRE_FALSE(filter);
    REQUIRE(filter.error().size() == 2);
    CHECK(filter.error()[0].at.line == 3);
    CHECK(filter.error()[0].text.starts_with("where: expected a member's name"));
}
