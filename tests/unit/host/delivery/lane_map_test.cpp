#include "host/delivery/lane_map.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <map>
#include <random>

using host::Lane;
using host::LaneMap;
using host::Update;
using host::UserKey;

TEST_CASE("an empty lane map finds nothing") {
    LaneMap map;
    CHECK(map.find(1) == nullptr);
    CHECK(map.size() == 0);
}

TEST_CASE("a lane is found by its key until it is erased") {
    LaneMap map;
    Update update;
    map.find_or_add(7).first = &update;
    REQUIRE(map.find(7) != nullptr);
    CHECK(map.find(7)->first == &update);
    CHECK(map.find_or_add(7).first == &update);
    CHECK(map.size() == 1);
    map.erase(*map.find(7));
    CHECK(map.find(7) == nullptr);
    CHECK(map.find_or_add(7).first == nullptr);
}

// Few distinct keys near each other make long runs of probes, so that erasing has gaps to close.
TEST_CASE("the lane map agrees with std::map over a random schedule") {
    const unsigned bits = GENERATE(4U, 8U, 12U, 64U);
    std::mt19937_64 chance{bits};
    LaneMap map;
    std::map<UserKey, Update*> model;
    std::vector<Update> updates(64);
    for (int step = 0; step < 20'000; ++step) {
        const UserKey key = (chance() >> (64U - bits)) + 1;
        if (chance() % 2 == 0) {
            Update* update = &updates[chance() % updates.size()];
            map.find_or_add(key).first = update;
            model[key] = update;
        } else if (Lane* lane = map.find(key); lane != nullptr) {
            REQUIRE(model.erase(key) == 1);
            map.erase(*lane);
        } else {
            REQUIRE(model.count(key) == 0);
        }
        REQUIRE(map.size() == model.size());
        if (step % 500 == 0) {
            for (const auto& [known, update] : model) {
                REQUIRE(map.find(known) != nullptr);
                REQUIRE(map.find(known)->first == update);
            }
        }
    }
}
