#include "tests/sandbox/moment.hpp"

#include <catch2/catch.hpp>

using namespace sandbox;

TEST_CASE("a moment prints as HTTP and as the profile API want it") {
    const Moment moment{std::chrono::milliseconds{1503091059003}};
    CHECK(http_date(moment) == "Fri, 18 Aug 2017 21:17:39 GMT");
    CHECK(iso_time(moment) == "2017-08-18T21:17:39.003+00:00");
    CHECK(unix_ns(moment) == 1503091059003000000);
}
