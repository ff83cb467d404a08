#include "adobe_target/api/profile_name.hpp"

#include <catch2/catch.hpp>

using adobe_target::delivery_names;
using adobe_target::profile_name_problem;
using adobe_target::update_names;

TEST_CASE("Adobe's own names are refused in both calls, case by case") {
    for (const std::string_view name :
         {"user.browserType",
          "user.",
          "geolocation",
          "geolocation.city",
          "geolocationX",
          "entity.id",
          "averageDaysBetweenVisits",
          "browserTime",
          "firstSessionStart",
          "mobile",
          "mobile.isTablet",
          "parameter",
          "sessionCount",
          "",
          " ",
          "\t\n",
          "\xFF"}) {
        CAPTURE(name);
        CHECK(profile_name_problem(name, update_names));
        CHECK(profile_name_problem(name, delivery_names));
    }
    for (const std::string_view name :
         {"tier",
          "address.city",
          "User.x",
          "users",
          "mobilePhone",
          "Mobile",
          "parameters",
          "entity",
          "a b",
          "é&=+",
          "session"}) {
        CAPTURE(name);
        CHECK_FALSE(profile_name_problem(name, update_names));
        CHECK_FALSE(profile_name_problem(name, delivery_names));
    }
}

TEST_CASE("Delivery refuses long names and those that begin with profile") {
    CHECK(profile_name_problem("profile.tier", delivery_names));
    CHECK(profile_name_problem("profileTier", delivery_names));
    CHECK_FALSE(profile_name_problem("profileTier", update_names));
    CHECK_FALSE(profile_name_problem(std::string(128, 'x'), delivery_names));
    CHECK(
        profile_name_problem(std::string(129, 'x'), delivery_names) ==
        std::string{"expected at most 128 characters, found 129"}
    );
    CHECK_FALSE(profile_name_problem(std::string(1000, 'x'), update_names));
}
