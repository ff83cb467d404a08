#include "bench_state.hpp"

#include <catch2/catch.hpp>

using namespace sandbox;
using test::noon;

TEST_CASE("profiles restart with what the start names") {
    State state({}, 1, noon);
    state.profiles.create({.third_party = "old", .tnt = {}, .ecid = {}}, {}, noon);
    state.start.profile_lines = "{\"ecid\":\"1\"}\n{\"ecid\":\"2\"}";
    CHECK(restart_profiles(state, noon).empty());
    CHECK(state.profiles.size() == 2);
    state.start.profile_lines = "x";
    CHECK_THAT(restart_profiles(state, noon), Catch::Contains("line 1"));
}
