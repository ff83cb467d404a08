#include "host/config/issues.hpp"
#include "host/run/planning.hpp"

#include <catch2/catch.hpp>

#include <poll.h>

TEST_CASE("a plan is made beside the host thread, and the bell rings when it can be had, once") {
    const host::Bell bell;
    host::Planning planning{{"/nowhere/p.yaml"}, {}, bell};
    pollfd rings{bell.fd(), POLLIN, 0};
    REQUIRE(poll(&rings, 1, 60'000) == 1);
    const auto plan = planning.take();
    REQUIRE(plan != nullptr);
    CHECK(host::has_errors(plan->issues));
    CHECK(planning.take() == nullptr);
}
