#include "adobe_target/options.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using adobe_target::Options;
using adobe_target::read_options;
using sluice::ConfigFault;

TEST_CASE("no options give their defaults") {
    for (const std::string_view none : {"", "{}"}) {
        std::vector<sluice::ConfigFault> faults;
        const Options options = read_options(none, faults);
        CHECK(faults.empty());
        CHECK_FALSE(options.audience);
        CHECK_FALSE(options.allow_both_ids);
        CHECK(options.max_session_age == std::chrono::minutes{25});
    }
}

TEST_CASE("an audience has a name, and values that stand where none are given") {
    std::vector<sluice::ConfigFault> faults;
    const Options options = read_options(
        R"({"audience":{"name":"vip"},"max_session_age":"10m","allow_both_ids":true})", faults
    );
    REQUIRE(faults.empty());
    REQUIRE(options.audience);
    CHECK(options.audience->name == "vip");
    CHECK(options.audience->value == "1");
    CHECK(options.audience->exit == "0");
    CHECK(options.allow_both_ids);
    CHECK(options.max_session_age == std::chrono::minutes{10});
}

TEST_CASE("an audience that could say nothing, or under Adobe's own name, is refused") {
    std::vector<sluice::ConfigFault> faults;
    read_options(R"({"audience":{"name":"user.vip","value":"","exit":"","exitt":"x"}})", faults);
    REQUIRE(faults.size() == 4);
    CHECK(faults[0].path == "/options/audience/exitt");
    CHECK(faults[1].path == "/options/audience/name");
    CHECK(faults[2].path == "/options/audience/value");
    CHECK(faults[3].path == "/options/audience/exit");
    faults.clear();
    read_options(R"({"audience":{}})", faults);
    CHECK(faults.size() == 1);
}
