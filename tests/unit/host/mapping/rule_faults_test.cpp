#include "host/mapping/rule_faults.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

using host::Rule;

namespace {

host::Path path_of(const Rule& rule) {
    auto path = host::Path::compile(rule.path, host::Format::ndjson);
    return path ? *path : host::Path{};
}

std::size_t faults(const Rule& rule) {
    return host::rule_faults(rule, path_of(rule), false).size();
}

}  // namespace

TEST_CASE("a field that ends with .* takes an object") {
    CHECK(host::is_prefix_field("profile.*"));
    CHECK_FALSE(host::is_prefix_field("profile.tier"));
    CHECK_FALSE(host::is_prefix_field(".*"));
}

TEST_CASE("a rule whose parts go together has no fault") {
    Rule plain = test::rule("profile.tier", "a[*].b");
    plain.fallback = test::number("5");
    plain.cast = host::Cast::integer;
    plain.join = ",";
    CHECK(faults(plain) == 0);
    Rule prefix = test::rule("profile.*", "traits");
    prefix.include = {"a"};
    prefix.exclude = {"b"};
    prefix.join = ",";
    CHECK(faults(prefix) == 0);
}

TEST_CASE("a prefix field is no place for const, several values, cast, hash or default") {
    Rule rule = test::rule("profile.*", "");
    rule.constant = test::text("x");
    CHECK(faults(rule) == 1);
    CHECK(faults(test::rule("profile.*", "a[*]")) == 1);
    rule = test::rule("profile.*", "a");
    rule.cast = host::Cast::string;
    CHECK(faults(rule) == 1);
    rule = test::rule("profile.*", "a");
    rule.hash = host::Hash::sha256;
    CHECK(faults(rule) == 1);
    rule = test::rule("profile.*", "a");
    rule.fallback = test::text("x");
    CHECK(faults(rule) == 1);
}

TEST_CASE("include and exclude need a prefix field") {
    Rule rule = test::rule("profile.tier", "a");
    rule.include = {"x"};
    CHECK(faults(rule) == 1);
    rule = test::rule("profile.tier", "a");
    rule.exclude = {"x"};
    CHECK(faults(rule) == 1);
}

TEST_CASE("a path and a constant are one too many") {
    Rule rule = test::rule("profile.tier", "a");
    rule.constant = test::text("x");
    CHECK(faults(rule) == 1);
}

TEST_CASE("several identifiers are not joined, one that is an array may be") {
    Rule rule = test::rule("id", "ids[*]");
    rule.join = ",";
    CHECK(host::rule_faults(rule, path_of(rule), true).size() == 1);
    CHECK(host::rule_faults(rule, path_of(rule), false).empty());
    rule.path = "ids";
    CHECK(host::rule_faults(rule, path_of(rule), true).empty());
}

TEST_CASE("a number of the pipeline file must be one in JSON too") {
    Rule rule = test::rule("profile.tier", "a");
    rule.fallback = test::number("0x10");
    const auto found = host::rule_faults(rule, path_of(rule), false);
    REQUIRE(found.size() == 1);
    CHECK(
        found[0] == "expected a number as JSON writes it (-12.5e3), found 0x10; put it in quotes "
                    "to send it as text"
    );
}
