#include "host/conform/evidence.hpp"

#include <catch2/catch.hpp>

using Kind = host::Finding::Kind;

TEST_CASE("the worst of what was said is the verdict") {
    host::Evidence evidence;
    CHECK(evidence.finding().kind == Kind::pass);
    evidence.skip("part of it");
    CHECK(evidence.finding().kind == Kind::skip);
    evidence.warn("slow");
    evidence.skip("another part");
    CHECK(evidence.finding().kind == Kind::warn);
    CHECK_FALSE(evidence.has_failed());
    CHECK_FALSE(evidence.expect(false, "wrong"));
    CHECK(evidence.expect(true, "right"));
    CHECK(evidence.has_failed());
    CHECK(
        evidence.finding().evidence ==
        std::vector<std::string>{"part of it", "slow", "another part", "wrong"}
    );
}

TEST_CASE("beyond fifty lines evidence is counted") {
    host::Evidence evidence;
    for (int i = 0; i < 60; ++i) {
        evidence.note("line");
    }
    CHECK(evidence.finding().evidence.size() == 51);
    CHECK(evidence.finding().evidence.back() == "and 10 more");
}

TEST_CASE("a finding crosses to the parent and comes out the same; anything else is a failure") {
    const host::Finding finding{Kind::warn, {"a", "b"}};
    const host::Finding back = host::finding_of(host::to_json(finding));
    CHECK(back.kind == Kind::warn);
    CHECK(back.evidence == finding.evidence);
    CHECK(host::finding_of({{"verdict", 3}}).kind == Kind::fail);
    CHECK(host::finding_of({}).kind == Kind::fail);
}
