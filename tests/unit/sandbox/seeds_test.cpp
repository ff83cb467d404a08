#include "bench_state.hpp"
#include "tests/sandbox/seeds.hpp"

#include <catch2/catch.hpp>

using namespace sandbox;
using test::noon;

TEST_CASE("profiles are made from lines, empty ones skipped") {
    Profiles profiles(Detail::full);
    CHECK(seed_profiles(
              "{\"third_party_id\":\"a\",\"attributes\":{\"tier\":\"gold\"}}\n\n{\"ecid\":\"105\"}"
              "\r\n",
              profiles,
              noon
    )
              .empty());
    CHECK(profiles.size() == 2);
    const Profile* made = profiles.find({.third_party = "a", .tnt = {}, .ecid = {}}, noon);
    REQUIRE(made != nullptr);
    REQUIRE(made->attributes.size() == 1);
    CHECK(made->attributes[0].value == "gold");
}

TEST_CASE("a bad line is named by its number, and those before it stay") {
    Profiles profiles(Detail::full);
    for (const char* bad :
         {"x",
          "[]",
          "{}",
          R"({"ecid":1})",
          R"({"id":"a"})",
          R"({"ecid":"1","attributes":{"a":1}})"}) {
        CAPTURE(bad);
        const std::string lines = std::string("{\"ecid\":\"105\"}\n") + bad;
        CHECK_THAT(seed_profiles(lines, profiles, noon), Catch::StartsWith("profiles, line 2: "));
    }
    CHECK(profiles.size() == 1);
}
