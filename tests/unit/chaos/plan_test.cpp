#include "tests/chaos/plan.hpp"
#include "tests/chaos/storm.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <set>

using namespace chaos;

TEST_CASE("a plan is its seed's, episode by episode") {
    CHECK(text_of(make_plan(5, 2, Length::full)) == text_of(make_plan(5, 2, Length::full)));
    CHECK(text_of(make_plan(5, 2, Length::full)) != text_of(make_plan(5, 3, Length::full)));
    CHECK(text_of(make_plan(5, 2, Length::full)) != text_of(make_plan(6, 2, Length::full)));
}

TEST_CASE("over a few seeds every storm and every blow comes") {
    std::set<Storm> storms;
    std::set<Blow> blows;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        for (const Step& step : make_plan(seed, seed % 2, Length::full).steps) {
            storms.insert(step.storm);
            blows.insert(step.blow);
        }
    }
    CHECK(storms.size() == 12);
    CHECK(blows.size() == 12);
}

TEST_CASE("a plugin's own process is killed where it has one, and a clock jumps where it may") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Plan plan = make_plan(seed, seed % 2, Length::full);
        for (const Step& step : plan.steps) {
            REQUIRE((plan.has_runner || step.blow != Blow::kill_runner));
            REQUIRE((!plan.disk_fault.empty() || step.blow != Blow::failing_disk));
            REQUIRE((plan.has_bad_clock || step.blow != Blow::clock_jump));
        }
    }
}

TEST_CASE("the script of every storm is JSON") {
    for (int storm = 0; storm <= static_cast<int>(Storm::everything); ++storm) {
        const auto script = boost::json::parse(script_of(static_cast<Storm>(storm), 9));
        CHECK(script.at("rules").as_array().size() >= 1);
    }
}
