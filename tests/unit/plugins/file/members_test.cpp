#include "file/members.hpp"
#include "file/settings.hpp"

#include <catch2/catch.hpp>

TEST_CASE("members are read by their type, and one of another type is a fault that reads as absent"
) {
    std::vector<file::ConfigFault> faults;
    const file::Members members{R"({"t":"x","n":7,"b":true,"o":{"in":1}})", "/config", faults};
    CHECK(members.text("t") == "x");
    CHECK(members.integer("n") == 7);
    CHECK(members.boolean("b") == true);
    CHECK(members.section("o").integer("in") == 1);
    CHECK_FALSE(members.text("none"));
    CHECK(faults.empty());
    CHECK_FALSE(members.integer("t"));
    CHECK_FALSE(members.section("n").integer("in"));
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].path == "/config/t");
    CHECK(faults[0].message == "t: expected a whole number, found string");
    CHECK(faults[1].path == "/config/n");
}

TEST_CASE("a member that nobody knows is a fault that names the known ones, and not its own value"
) {
    std::vector<file::ConfigFault> faults;
    const file::Members members{R"({"a":1,"c":"value"})", "/config", faults};
    members.expect_only({"a", "b"});
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].path == "/config/c");
    CHECK(faults[0].message == "c: expected one of a, b, found another");
}
