#include "fixtures.hpp"

#include <catch2/catch.hpp>

using Catch::Contains;
using chaos::End;
using chaos::test::Kept;

TEST_CASE("an update that comes before an older one is out of order") {
    Kept kept;
    auto& arrivals = kept.evidence.arrivals;
    std::swap(arrivals[0].attributes, arrivals[1].attributes);
    const std::string breaches = kept.breaches();
    CHECK_THAT(breaches, Contains("order: request 1, alpha-1.0 of a, came before alpha-0.0 of a"));
    CHECK_THAT(breaches, Contains("alpha-1.0 of a is not the last that was accepted"));
}

TEST_CASE("an update that comes while an older one has no answer for good is out of order") {
    Kept kept;
    SECTION("no answer") {
        kept.evidence.arrivals[0].is_replied = false;
    }
    SECTION("to be tried again") {
        kept.evidence.arrivals[0].status = 503;
        kept.evidence.arrivals[0].is_accepted = false;
    }
    CHECK_THAT(kept.breaches(), Contains("came before alpha-0.0 of a had its final answer"));
}

TEST_CASE("an older update in the same run is out of order, in a run after a kill it is a repeat") {
    Kept kept;
    const bool is_killed = GENERATE(true, false);
    if (is_killed) {
        kept.next_run(End::killed);
    }
    kept.arrive(0);
    kept.arrive(1);
    const std::string breaches = kept.breaches();
    if (is_killed) {
        CHECK(breaches.empty());
    } else {
        CHECK_THAT(breaches, Contains("came in run 0 after alpha-1.0 of a"));
    }
}

TEST_CASE("a repeat that is not followed by what is newer leaves the profile old") {
    Kept kept;
    kept.next_run(End::killed);
    kept.arrive(0);
    CHECK_THAT(kept.breaches(), Contains("alpha-1.0 of a is not the last that was accepted"));
}

TEST_CASE("two requests of a user at once are told, unless the plugin's process was killed") {
    Kept kept;
    kept.evidence.arrivals[0].ended_after = 2;
    CHECK_THAT(kept.breaches(), Contains("two at once: request 2"));
    kept.evidence.arrivals[0].ended_after = 1;
    kept.evidence.runs[0].runner_kills = 1;
    CHECK(kept.breaches().empty());
}

TEST_CASE("a late answer to a killed run is none for the next one, whose own answer counts") {
    Kept kept;
    auto& arrivals = kept.evidence.arrivals;
    // Asked by the killed run, and answered after all else was over.
    const auto late = arrivals[0];
    kept.next_run(End::killed);
    arrivals.clear();
    arrivals.push_back(late);
    arrivals[0].ended_after = 99;
    const bool is_asked_again = GENERATE(true, false);
    if (is_asked_again) {
        kept.arrive(0);
    }
    kept.arrive(1);
    kept.arrive(2);
    kept.arrive(5).is_accepted = false;
    kept.last().status = 400;
    CHECK(kept.breaches().empty() == is_asked_again);
}

TEST_CASE(
    "what was merged comes apart after a reload: what was answered is judged, not what was sent"
) {
    Kept kept;
    kept.evidence.coalesce = chaos::Coalesce::merge;
    auto& arrivals = kept.evidence.arrivals;
    std::swap(arrivals[0].attributes, arrivals[1].attributes);
    arrivals[0].is_accepted = false;
    arrivals[0].status = 429;
    kept.arrive(1);  // after the older one by itself
    const bool is_reloaded = GENERATE(true, false);
    kept.evidence.runs[0].reloads = is_reloaded ? 1 : 0;
    const std::string breaches = kept.breaches();
    if (is_reloaded) {
        CHECK(breaches.empty());
    } else {
        CHECK_THAT(breaches, Contains("came in run 0 after alpha-1.0 of a"));
    }
}

TEST_CASE("an update that was answered comes no more after a reload") {
    Kept kept;
    kept.evidence.runs[0].reloads = 1;
    kept.arrive(0);
    kept.arrive(1);
    CHECK_THAT(kept.breaches(), Contains("came in run 0 after alpha-1.0 of a"));
}
