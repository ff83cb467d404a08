#include "adobe_target/api/attributes.hpp"
#include "tests/support/slots.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

class Gatherer final : public AttributeSink {
public:
    void mapped(const MappedAttribute& attribute, std::string_view text) override {
        found.emplace_back(attribute.name, text);
    }
    void member(std::string_view name, std::string_view text) override {
        found.emplace_back(name, text);
    }
    Pairs found;
};

// profile.tier in slot 0, profile.* in slot 1.
AttributePlan plan_of() {
    AttributePlan plan;
    plan.mapped.push_back({.name = "tier", .key = "", .slot = 0});
    plan.members = 1;
    plan.rules.names = delivery_names;
    plan.rules.longest_value = 256;
    return plan;
}

struct Run {
    Pairs found;
    std::optional<sluice::Outcome> rejection;
    AttributeTally tally;
};

Run run(const AttributePlan& plan, const sluice_value& tier, const sluice_value& members) {
    Run result;
    Gatherer gatherer;
    const std::vector<sluice_value> values{tier, members};
    result.rejection = each_attribute(plan, values, result.tally, gatherer);
    result.found = gatherer.found;
    return result;
}

}  // namespace

TEST_CASE("mapped attributes come first, then the members that are not mapped by name") {
    const Run result =
        run(plan_of(),
            slots::text("gold"),
            slots::json(R"({"tier":"silver","score":1.10,"vip":true,"city":"Zürich"})"));
    CHECK_FALSE(result.rejection);
    CHECK(
        result.found ==
        Pairs{{"tier", "gold"}, {"score", "1.10"}, {"vip", "true"}, {"city", "Zürich"}}
    );
}

TEST_CASE("an explicit attribute wins even where the record lacks it") {
    const Run result = run(plan_of(), slots::absent(), slots::json(R"({"tier":"silver"})"));
    CHECK_FALSE(result.rejection);
    CHECK(result.found.empty());
    CHECK(result.tally.total().empty == 0);
}

TEST_CASE("empty values are dropped and counted by attribute") {
    const Run result = run(plan_of(), slots::null(), slots::json(R"({"a":null,"b":"","c":"x"})"));
    CHECK_FALSE(result.rejection);
    CHECK(result.found == Pairs{{"c", "x"}});
    CHECK(result.tally.total().empty == 3);
    CHECK(result.tally.by_name().at("tier").empty == 1);
    CHECK(result.tally.by_name().at("b").empty == 1);
}

TEST_CASE("empty values are rejected, or replaced, where the configuration says so") {
    AttributePlan plan = plan_of();
    plan.rules.empty.kind = EmptyRule::Kind::reject;
    const Run mapped = run(plan, slots::text(""), slots::absent());
    REQUIRE(mapped.rejection);
    CHECK(mapped.rejection->code == "empty_attribute");
    CHECK(mapped.rejection->field == 0);
    const Run member = run(plan, slots::absent(), slots::json(R"({"a":null})"));
    REQUIRE(member.rejection);
    CHECK(member.rejection->field == 1);
    CHECK(member.rejection->member == "a");

    plan.rules.empty = {.kind = EmptyRule::Kind::replace, .replacement = "none"};
    const Run replaced = run(plan, slots::null(), slots::json(R"({"a":""})"));
    CHECK(replaced.found == Pairs{{"tier", "none"}, {"a", "none"}});
}

TEST_CASE("bad members are dropped and counted, or rejected, where the configuration says so") {
    const std::string json = R"({"user.x":"1","profileX":"1","":"1","list":[1],"map":{},"long":")" +
                             std::string(257, 'x') + R"(","good":"1"})";
    const Run dropped = run(plan_of(), slots::absent(), slots::json(json));
    CHECK_FALSE(dropped.rejection);
    CHECK(dropped.found == Pairs{{"good", "1"}});
    CHECK(dropped.tally.total().refused == 6);

    AttributePlan plan = plan_of();
    plan.rules.bad_member = BadAttribute::reject;
    for (const std::string_view bad : {R"({"user.x":"1"})", R"({"x":[1]})", R"({"x":{"y":1}})"}) {
        const Run rejected = run(plan, slots::absent(), slots::json(bad));
        REQUIRE(rejected.rejection);
        CHECK(rejected.rejection->verdict == Verdict::rejected);
        CHECK(rejected.rejection->code == "bad_attribute");
        CHECK(rejected.rejection->field == 1);
        CHECK_FALSE(rejected.rejection->member.empty());
    }
}

TEST_CASE(
    "a mapped attribute that Adobe would refuse rejects the record, whatever bad_attribute says"
) {
    const std::string longest(256, 'x');
    CHECK_FALSE(run(plan_of(), slots::text(longest), slots::absent()).rejection);
    const std::string longer(257, 'x');
    const Run too_long = run(plan_of(), slots::text(longer), slots::absent());
    REQUIRE(too_long.rejection);
    CHECK(too_long.rejection->code == "value_too_long");
    CHECK(too_long.rejection->message.find("xxx") == std::string::npos);
    const Run nested = run(plan_of(), slots::json("[1]"), slots::absent());
    REQUIRE(nested.rejection);
    CHECK(nested.rejection->code == "bad_attribute");
    CHECK(nested.rejection->field == 0);
    REQUIRE(run(plan_of(), slots::text("\xFF"), slots::absent()).rejection);
}

TEST_CASE("length is counted in UTF-16 units, not in bytes") {
    std::string emoji;
    for (int i = 0; i < 128; ++i) {
        emoji += "😀";
    }
    CHECK_FALSE(run(plan_of(), slots::text(emoji), slots::absent()).rejection);
    emoji += "x";
    CHECK(run(plan_of(), slots::text(emoji), slots::absent()).rejection);
}

TEST_CASE("profile.* that is no object rejects the record; null and absent are none") {
    CHECK_FALSE(run(plan_of(), slots::text("x"), slots::null()).rejection);
    CHECK_FALSE(run(plan_of(), slots::text("x"), slots::absent()).rejection);
    for (const sluice_value& bad : {slots::text("x"), slots::json("[]"), slots::json("{")}) {
        const Run result = run(plan_of(), slots::text("x"), bad);
        REQUIRE(result.rejection);
        CHECK(result.rejection->field == 1);
    }
}

TEST_CASE("the tally stays small however many names records bring") {
    AttributeTally tally;
    for (int i = 0; i < 10'000; ++i) {
        tally.add_refused("name-" + std::to_string(i));
    }
    CHECK(tally.total().refused == 10'000);
    CHECK(tally.by_name().size() == 257);
    CHECK(tally.by_name().at("(others)").refused == 10'000 - 256);
}
