#include "host/delivery/plugin_deaths.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace std::chrono_literals;
using host::PluginDeaths;

TEST_CASE("five deaths within a minute are too many, spread over more they are not") {
    PluginDeaths close;
    PluginDeaths spread;
    for (int death = 0; death < 5; ++death) {
        close.answered();
        spread.answered();
        CHECK(close.died(death * 15s) == (death == 4));
        CHECK_FALSE(spread.died(death * 16s));
    }
}

TEST_CASE("five deaths in a row without a verdict are too many, however long they take") {
    PluginDeaths deaths;
    for (int death = 0; death < 5; ++death) {
        CHECK(deaths.died(death * 1h) == (death == 4));
    }
}

TEST_CASE("deaths that found their record do not count") {
    PluginDeaths deaths;
    for (int record = 0; record < 100; ++record) {
        CHECK_FALSE(deaths.died(record * 1s));
        CHECK_FALSE(deaths.died(record * 1s));
        deaths.explained();
    }
}
