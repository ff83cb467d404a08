#include "host/config/read_mapping.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

TEST_CASE("every form of a rule is read, in the order of the file") {
    fixtures::Written written{R"(
mbox3rdPartyId: ids[*].crm
profile.tier: { path: loyalty.tier, default: none }
profile.points: { path: p, cast: integer, default: 0.10 }
profile.source: { const: 1.50 }
profile.mail: { path: mail, hash: sha256_email }
profile.key: { path: key, hash: sha256, cast: string }
profile.likes: { path: likes, join: "" }
profile.*: { path: traits, include: [a, b.c], exclude: [d] }
)"};
    std::vector<Rule> rules = read_mapping(written.section());
    CHECK(written.lines().empty());
    REQUIRE(rules.size() == 8);
    CHECK((rules[0].field == "mbox3rdPartyId" && rules[0].path == "ids[*].crm"));
    CHECK((rules[0].at.line == 2 && rules[0].at.column == 1));
    CHECK((rules[1].path == "loyalty.tier" && rules[1].fallback->text == "none"));
    CHECK((rules[2].cast == Cast::integer && rules[2].fallback->text == "0.10"));
    CHECK((rules[3].path.empty() && rules[3].constant->text == "1.50"));
    CHECK(rules[3].constant->kind == Literal::Kind::number);
    CHECK((rules[4].hash == Hash::sha256_email && rules[5].hash == Hash::sha256));
    CHECK(rules[5].cast == Cast::string);
    CHECK((rules[6].join == "" && !rules[5].join));
    CHECK(rules[7].include == std::vector<std::string>{"a", "b.c"});
    CHECK(rules[7].exclude == std::vector<std::string>{"d"});
}

TEST_CASE("rules that contradict themselves are reported at the key") {
    struct Row {
        std::string yaml;
        std::string issue;
    };
    auto row = GENERATE(values<Row>({
        {"a: { const: 1, path: b }",
         "f.yaml:1:16: expected const alone, found path beside it: a value comes from const or "
         "from path"},
        {"a: { hash: sha256, const: 1 }",
         "f.yaml:1:6: expected const alone, found hash beside it: a value comes from const or from "
         "path"},
        {"a: { default: 1 }", "f.yaml:1:1: expected a path or a const, found neither"},
        {"a: { path: b, include: [c] }",
         "f.yaml:1:15: expected include with a field such as profile.*, found it with 'a'"},
        {"a: { path: b, exclude: [c] }",
         "f.yaml:1:15: expected exclude with a field such as profile.*, found it with 'a'"},
        {"a.*: { const: 1 }", "f.yaml:1:8: expected the path of an object for 'a.*', found const"},
        {"{}", "f.yaml:1:1: expected at least one field, found none"},
    }));
    CAPTURE(row.yaml);
    fixtures::Written written{row.yaml};
    read_mapping(written.section());
    CHECK(written.lines() == std::vector<std::string>{row.issue});
}
