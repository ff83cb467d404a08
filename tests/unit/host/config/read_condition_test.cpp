#include "host/config/read_condition.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;
using Kind = Condition::Kind;

TEST_CASE("tests and branches are read to any depth") {
    fixtures::Written written{R"(
all:
  - { path: consent, equals: true }
  - { path: tier, not_equals: 1.0 }
  - any:
      - { path: country, in: [DE, AT, 7] }
      - { path: vip, exists: false }
  - not: { path: bot, equals: ~ }
)"};
    Condition all = read_condition(written.section());
    CHECK(written.lines().empty());
    CHECK(all.kind == Kind::all);
    REQUIRE(all.parts.size() == 4);
    const Condition& consent = all.parts[0];
    CHECK((consent.kind == Kind::equals && consent.path == "consent"));
    CHECK((consent.values.at(0).kind == Literal::Kind::boolean && consent.values[0].text == "true")
    );
    CHECK((consent.at.line == 3 && consent.at.column == 5));
    CHECK((all.parts[1].kind == Kind::not_equals && all.parts[1].values.at(0).text == "1.0"));
    const Condition& any = all.parts[2];
    REQUIRE((any.kind == Kind::any && any.parts.size() == 2));
    CHECK((any.parts[0].kind == Kind::in && any.parts[0].values.size() == 3));
    CHECK((any.parts[1].kind == Kind::exists && !any.parts[1].wanted));
    const Condition& negation = all.parts[3];
    REQUIRE((negation.kind == Kind::negation && negation.parts.size() == 1));
    CHECK(negation.parts[0].values.at(0).kind == Literal::Kind::null);
}

TEST_CASE("everything that is wrong in a condition is reported, at every depth") {
    struct Row {
        std::string yaml;
        std::vector<std::string> issues;
    };
    const std::string none =
        "expected equals, not_equals, in, exists, all, any or not, found none of them";
    auto row = GENERATE_COPY(values<Row>({
        {"{}", {"f.yaml:1:1: " + none}},
        {"{ path: a }", {"f.yaml:1:1: " + none}},
        {"{ equals: 1 }", {"f.yaml:1:3: expected a path beside equals, found none"}},
        {"{ path: a, all: [{ path: b, exists: true }] }",
         {"f.yaml:1:3: expected all alone, found a path beside it"}},
        {"{ path: a, equals: 1, in: [2] }",
         {"f.yaml:1:23: expected one test, found in beside equals: put them into all: [...] or "
          "any: [...]"}},
        {"{ all: [] }", {"f.yaml:1:3: expected at least one condition, found an empty list"}},
        {"{ path: a, in: [] }", {"f.yaml:1:12: expected a list of at least one value, found none"}},
        {"{ path: a, exists: maybe }", {"f.yaml:1:20: expected true or false, found 'maybe'"}},
        {"{ any: [ { all: [ { path: a, equal: 1 } ] }, x ] }",
         {"f.yaml:1:46: expected a map, found text",
          "f.yaml:1:30: expected one of the keys path, equals, not_equals, in, exists, all, any, "
          "not, found the unknown "
          "key 'equal': did you mean 'equals'?"}},
        {"{ not: [a] }", {"f.yaml:1:3: expected a map, found a list"}},
    }));
    CAPTURE(row.yaml);
    fixtures::Written written{row.yaml};
    read_condition(written.section());
    CHECK(written.lines() == row.issues);
}
