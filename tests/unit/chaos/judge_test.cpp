#include "fixtures.hpp"
#include "tests/chaos/judge.hpp"

#include <catch2/catch.hpp>

using Catch::Contains;
using chaos::End;
using chaos::test::Kept;

TEST_CASE("where every promise was kept there is nothing to say") {
    const Kept kept;
    CHECK(kept.breaches().empty());
}

TEST_CASE("a request that nobody asked for is invented") {
    Kept kept;
    kept.arrive(1).attributes = {{"alpha", "alpha-77"}};
    CHECK_THAT(kept.breaches(), Contains("invented: request 5"));
}

TEST_CASE("another user's update is invented too") {
    Kept kept;
    kept.arrive(1).id = "b";
    CHECK_THAT(kept.breaches(), Contains("invented: request 5"));
}

TEST_CASE("a payload that says something else is seen, and its values are not told") {
    Kept kept;
    kept.evidence.arrivals[0].attributes["odd"] = "secret";
    CHECK_THAT(kept.breaches(), Contains("payload: request 1") && !Contains("secret"));
}

TEST_CASE("a merged update says also what the newest older one of its user said, and nothing else"
) {
    Kept kept;
    kept.evidence.coalesce = chaos::Coalesce::merge;
    kept.evidence.loads.front().updates[0].attributes["alpha_1"] = "alpha-0";
    auto& arrivals = kept.evidence.arrivals;
    arrivals.erase(arrivals.begin());  // alpha-0, merged into alpha-1
    kept.evidence.totals.front()["delivered"] = 2;
    kept.evidence.totals.front()["superseded"] = 1;
    SECTION("it does") {
        arrivals.front().attributes["alpha_1"] = "alpha-0";
        CHECK(kept.breaches().empty());
    }
    SECTION("it does not") {
        CHECK_THAT(kept.breaches(), Contains("profile: alpha_1 is not what"));
    }
    SECTION("it says something else") {
        arrivals.front().attributes["alpha_1"] = "alpha-9";
        CHECK_THAT(kept.breaches(), Contains("payload: request 2"));
    }
    SECTION("it lacks what it was to say itself") {
        kept.evidence.loads.front().updates[1].attributes["odd"] = "x";
        CHECK_THAT(kept.breaches(), Contains("payload: request 2"));
    }
}

TEST_CASE("what is filtered or bad must not arrive") {
    Kept kept;
    kept.arrive(3);
    CHECK_THAT(kept.breaches(), Contains("sent against its duty"));
}

TEST_CASE("of many breaches of a kind ten are told and all are counted") {
    chaos::Breaches breaches;
    for (int i = 0; i < 25; ++i) {
        breaches.add("lost", "number " + std::to_string(i));
    }
    CHECK_THAT(breaches.text(), Contains("number 9") && !Contains("number 10"));
    CHECK_THAT(breaches.text(), Contains("in all 25 lost"));
}
