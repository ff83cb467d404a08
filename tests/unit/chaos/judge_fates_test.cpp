#include "fixtures.hpp"

#include <catch2/catch.hpp>

using Catch::Contains;
using chaos::test::Kept;

TEST_CASE("an update that never arrived is lost") {
    Kept kept;
    kept.evidence.arrivals.erase(kept.evidence.arrivals.begin() + 2);
    CHECK_THAT(kept.breaches(), Contains("lost: alpha-2.0 of b was never accepted"));
}

TEST_CASE("an update that arrived without an answer is not delivered yet") {
    Kept kept;
    kept.evidence.arrivals[2].is_replied = false;
    CHECK_THAT(kept.breaches(), Contains("lost: alpha-2.0 of b"));
}

TEST_CASE("a reject that is missing, twice, of a wrong reason or of too much is told by its line") {
    Kept kept;
    auto& rejects = kept.evidence.rejects;
    SECTION("missing") {
        rejects.pop_back();
        CHECK_THAT(kept.breaches(), Contains("alpha.ndjson:6.0 refused is missing"));
    }
    SECTION("twice") {
        rejects.push_back(rejects.back());
        CHECK_THAT(kept.breaches(), Contains("alpha.ndjson:6.0 refused was not to be one"));
    }
    SECTION("of another reason") {
        rejects.back().reason = "gave_up";
        CHECK_THAT(kept.breaches(), Contains("gave_up was not to be one"));
    }
    SECTION("of an update that was to be delivered") {
        rejects.push_back({0, 1, 0, "gave_up"});
        CHECK_THAT(kept.breaches(), Contains("alpha.ndjson:1.0 gave_up was not to be one"));
    }
}

TEST_CASE("counts that say another number than the load are told") {
    const char* name = GENERATE(
        "records", "updates", "delivered", "rejected", "filtered", "superseded", "finished"
    );
    Kept kept;
    --kept.evidence.totals.front()[name];
    CHECK_THAT(kept.breaches(), Contains(std::string{name} + ", the state says"));
}

TEST_CASE("where updates may be superseded, those without an answer have to be, and no more are") {
    Kept kept;
    kept.evidence.coalesce = chaos::Coalesce::replace;
    kept.evidence.arrivals.erase(kept.evidence.arrivals.begin());  // alpha-0 of a
    auto& totals = kept.evidence.totals.front();
    totals["delivered"] = 2;
    SECTION("it is") {
        totals["superseded"] = 1;
        CHECK(kept.breaches().empty());
    }
    SECTION("it is not") {
        CHECK_THAT(kept.breaches(), Contains("1 got no answer for good"));
    }
    SECTION("more are") {
        totals["superseded"] = 2;
        CHECK_THAT(kept.breaches(), Contains("2 superseded, in all 5"));
    }
}
