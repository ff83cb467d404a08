#include "host/mapping/json_text.hpp"
#include "host/mapping/mapping.hpp"
#include "tests/unit/host/mapping/documents.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using host::Format;
using host::Mapping;
using host::Rule;

namespace {

host::ActionSpec action() {
    host::ActionSpec spec;
    spec.id = "send";
    host::FieldSpec id;
    id.name = "id";
    id.required = true;
    id.pii = true;
    host::FieldSpec profile;
    profile.name = "profile.*";
    spec.fields = {id, profile};
    spec.order_by = {{"id"}, {"alias", "realm"}};
    spec.multi_id = {"id", "alias"};
    return spec;
}

Mapping compiled(const std::vector<Rule>& rules, Format format = Format::ndjson) {
    auto mapping = Mapping::compile(rules, action(), format);
    REQUIRE(mapping);
    return std::move(mapping).value();
}

// Each update as its slots in JSON.
std::vector<std::string> shown(const host::Record& record) {
    std::vector<std::string> updates;
    for (const host::Slots& update : record.updates) {
        std::string text;
        for (const sluice_value& value : update.values) {
            text += text.empty() ? "" : " ";
            if (value.type == SLUICE_T_ABSENT) {
                text += '-';
            } else {
                host::append_json(text, value);
            }
        }
        updates.push_back(text);
    }
    return updates;
}

std::vector<std::string>
applied(const std::vector<Rule>& rules, std::string_view json, Format format = Format::ndjson) {
    Mapping mapping = compiled(rules, format);
    const test::Tree tree{json};
    host::Record record;
    REQUIRE_FALSE(mapping.apply(tree.document(), record, 42));
    return shown(record);
}

std::string_view name(const sluice_field& field) {
    return {field.name.ptr, field.name.len};
}

Rule constant(std::string field, host::Literal literal) {
    Rule rule = test::rule(std::move(field), "");
    rule.constant = std::move(literal);
    return rule;
}

}  // namespace

TEST_CASE("a record becomes one update with a slot per rule, in their order") {
    const std::vector<Rule> rules{
        test::rule("id", "customer.id"),
        test::rule("profile.tier", "loyalty.tier"),
        constant("profile.source", test::text("crm")),
        test::rule("profile.points", "loyalty.points"),
        test::rule("profile.*", "traits")};
    CHECK(
        applied(
            rules,
            R"({"customer":{"id":"c1"},"loyalty":{"points":1.10},"traits":{"tier":"x","source":"y","city":"Z"}})"
        ) == std::vector<std::string>{R"("c1" - "crm" 1.10 {"city":"Z"})"}
    );
}

TEST_CASE("several identifiers make an update each, alike but for the identifier and its key") {
    Mapping mapping = compiled({test::rule("profile.tier", "tier"), test::rule("id", "ids[*]")});
    const test::Tree tree{R"({"ids":["a","b","a",7],"tier":"gold"})"};
    host::Record record;
    REQUIRE_FALSE(mapping.apply(tree.document(), record, 42));
    CHECK(
        shown(record) == std::vector<std::string>{R"("gold" "a")", R"("gold" "b")", R"("gold" 7)"}
    );
    REQUIRE(record.updates.size() == 3);
    CHECK(record.updates[0].keys[0] != record.updates[1].keys[0]);
    CHECK(record.updates[0].keys[1] == 0);
    CHECK(record.updates[2].op == SLUICE_OP_UPSERT);
}

TEST_CASE("no identifier at all is one update without it, for the plugin to refuse") {
    Mapping mapping = compiled({test::rule("id", "ids[*]")});
    const test::Tree tree{R"({"ids":[]})"};
    host::Record record;
    REQUIRE_FALSE(mapping.apply(tree.document(), record, 42));
    CHECK(shown(record) == std::vector<std::string>{"-"});
    CHECK(record.updates[0].keys[0] == 0);
}

TEST_CASE("a user has the same key in every record and mapping, by any of its forms") {
    const auto key = [](const std::vector<Rule>& rules, std::string_view json, std::size_t entry) {
        Mapping mapping = compiled(rules);
        const test::Tree tree{json};
        host::Record record;
        REQUIRE_FALSE(mapping.apply(tree.document(), record, 42));
        return record.updates[0].keys[entry];
    };
    const host::UserKey seven = key({test::rule("id", "a")}, R"({"a":"7"})", 0);
    CHECK(seven != 0);
    CHECK(
        key({test::rule("profile.x", "b"), test::rule("id", "a")}, R"({"a":7,"b":1})", 0) == seven
    );
    CHECK(key({test::rule("id", "a")}, R"({"a":"8"})", 0) != seven);
    CHECK(key({test::rule("alias", "a")}, R"({"a":"7"})", 1) != 0);
    CHECK(
        key({test::rule("alias", "a"), test::rule("realm", "b")}, R"({"a":"7","b":"x"})", 1) !=
        key({test::rule("alias", "a"), test::rule("realm", "b")}, R"({"a":"7","b":"y"})", 1)
    );
}

TEST_CASE("the fields for the wall say what the manifest and the rules say") {
    Rule cast = test::rule("profile.points", "p");
    cast.cast = host::Cast::number;
    const Mapping mapping = compiled(
        {test::rule("id", "ids[*]"),
         cast,
         constant("profile.source", test::text("crm")),
         test::rule("profile.tags", "t[*]"),
         test::rule("alias", "x")}
    );
    const auto fields = mapping.fields();
    REQUIRE(fields.size() == 5);
    CHECK(name(fields[0]) == "id");
    CHECK(fields[0].flags == (SLUICE_FF_REQUIRED | SLUICE_FF_KEY | SLUICE_FF_PII | SLUICE_FF_MANY));
    CHECK(fields[0].type == SLUICE_T_ABSENT);
    CHECK(fields[0].constant.type == SLUICE_T_ABSENT);
    CHECK(fields[1].type == SLUICE_T_NUMBER);
    CHECK(fields[1].flags == 0);
    CHECK(fields[2].type == SLUICE_T_STR);
    CHECK(std::string_view{fields[2].constant.u.s, fields[2].constant.len} == "crm");
    CHECK(fields[3].type == SLUICE_T_JSON);
    CHECK(fields[3].flags == SLUICE_FF_MANY);
    CHECK(fields[4].flags == SLUICE_FF_KEY);
}

TEST_CASE("a moved mapping keeps its fields at their addresses") {
    Mapping mapping = compiled({test::rule("id", "a")});
    const sluice_field* field = mapping.fields().data();
    const char* text = field->name.ptr;
    const Mapping moved = std::move(mapping);
    CHECK(moved.fields().data() == field);
    CHECK(moved.fields()[0].name.ptr == text);
}

TEST_CASE("a mapping's faults are told all at once, at their places") {
    Rule first = test::rule("profile.tier", "a..b");
    Rule second = test::rule("profile.*", "a");
    second.cast = host::Cast::string;
    second.at.line = 9;
    const auto mapping =
        Mapping::compile(std::vector<Rule>{first, second}, action(), Format::ndjson);
    REQUIRE_FALSE(mapping);
    REQUIRE(mapping.error().size() == 2);
    CHECK(mapping.error()[0].at.line == 7);
    CHECK(mapping.error()[0].severity == host::Issue::Severity::error);
    CHECK(mapping.error()[0].text.starts_with("profile.tier: expected a member's name"));
    CHECK(mapping.error()[1].at.line == 9);
}

TEST_CASE("two fields with several identifiers are one too many") {
    const auto mapping = Mapping::compile(
        std::vector<Rule>{test::rule("id", "a[*]"), test::rule("alias", "b[*]")},
        action(),
        Format::ndjson
    );
    REQUIRE_FALSE(mapping);
    CHECK(
        mapping.error()[0].text ==
        "alias: expected one field with several identifiers, found id with [*] too"
    );
}

TEST_CASE("a faulty record leaves no values, and the next one is mapped") {
    Rule rule = test::rule("profile.points", "p");
    rule.cast = host::Cast::number;
    Mapping mapping = compiled({test::rule("id", "ids[*]"), rule});
    host::Record record;
    const test::Tree good{R"({"ids":["a","b"],"p":1})"};
    REQUIRE_FALSE(mapping.apply(good.document(), record, 42));
    const test::Tree bad{R"({"ids":["a","b"],"p":"x"})"};
    const auto why = mapping.apply(bad.document(), record, 42);
    REQUIRE(why);
    CHECK(why->code == "bad_cast");
    REQUIRE(record.updates.size() == 1);
    CHECK(record.updates[0].values.empty());
    REQUIRE_FALSE(mapping.apply(good.document(), record, 42));
    CHECK(record.updates.size() == 2);
}

TEST_CASE("a CSV row is mapped by its columns' names") {
    CHECK(
        applied(
            {test::rule("id", "customer.id"), test::rule("profile.*", "$")},
            R"({"customer.id":"1","city":"x"})",
            Format::csv
        ) == std::vector<std::string>{R"("1" {"customer.id":"1","city":"x"})"}
    );
}

TEST_CASE("no rules make an update without slots") {
    CHECK(applied({}, "{}") == std::vector<std::string>{""});
}

namespace {

Rule integer(std::string field, std::string path) {
    Rule made = test::rule(std::move(field), std::move(path));
    made.cast = host::Cast::integer;
    return made;
}

// As apply() leaves them.
host::UserKeys keys_of(const std::vector<Rule>& rules, std::string_view json) {
    Mapping mapping = compiled(rules);
    const test::Tree tree{json};
    host::Record record;
    const auto rejection = mapping.apply(tree.document(), record, 42);
    REQUIRE(record.updates.size() == 1);
    CHECK(record.updates[0].values.empty() == rejection.has_value());
    return record.updates[0].keys;
}

}  // namespace

TEST_CASE("a record that is rejected still says whose it is, unless its identifier is at fault") {
    const std::vector<Rule> rules{test::rule("id", "id"), integer("n", "n")};
    const host::UserKeys good = keys_of(rules, R"({"id":"u","n":1})");
    CHECK(good[0] != 0);
    CHECK(keys_of(rules, R"({"id":"u","n":"x"})") == good);
    CHECK(keys_of(rules, R"({"id":"v","n":"x"})") != good);
    CHECK(keys_of(rules, R"({"n":"x"})") == host::UserKeys{});
    const std::vector<Rule> several{test::rule("id", "ids[*]"), integer("n", "n")};
    CHECK(keys_of(several, R"({"ids":["u"],"n":"x"})") == good);
    CHECK(keys_of(several, R"({"ids":["u","v"],"n":"x"})") == host::UserKeys{});
    CHECK(
        keys_of({integer("id", "id"), test::rule("n", "n")}, R"({"id":"u","n":1})") ==
        host::UserKeys{}
    );
}

TEST_CASE("a fingerprint is the same for the same values in the same fields, if it is asked for") {
    const auto of = [](std::string_view json, std::optional<std::uint64_t> seed) {
        Mapping mapping = compiled({test::rule("id", "id"), test::rule("profile.a", "a")});
        if (seed) {
            mapping.take_fingerprints(*seed);
        }
        const test::Tree tree{json};
        host::Record record;
        REQUIRE_FALSE(mapping.apply(tree.document(), record, 42));
        return record.updates[0].fingerprint;
    };
    CHECK(of(R"({"id":"u","a":1})", std::nullopt) == 0);
    const std::uint64_t first = of(R"({"id":"u","a":1})", 5);
    CHECK(first != 0);
    CHECK(of(R"({"a":1,"other":2,"id":"u"})", 5) == first);
    CHECK(of(R"({"id":"u","a":1})", 6) != first);
    for (const char* other :
         {R"({"id":"u","a":2})",
          R"({"id":"u","a":"1"})",
          R"({"id":"u","a":null})",
          R"({"id":"u"})",
          R"({"id":"u1"})",
          R"({"id":"","a":"u1"})"}) {
        CHECK(of(other, 5) != first);
    }
}
