#include "adobe_target/api/session_watch.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

using adobe_target::SessionWatch;
using std::chrono::seconds;

TEST_CASE("the same visitor in the same session is no clash, however often") {
    SessionWatch watch;
    for (int i = 0; i < 10; ++i) {
        CHECK_FALSE(watch.clashes("s1", "v1", seconds{i}));
    }
}

TEST_CASE(
    "a session with two visitors and a visitor with two sessions are noticed within 30 minutes"
) {
    SessionWatch watch;
    CHECK_FALSE(watch.clashes("s1", "v1", seconds{0}));
    CHECK(watch.clashes("s1", "v2", seconds{1799}));
    CHECK_FALSE(watch.clashes("s3", "v3", seconds{0}));
    CHECK(watch.clashes("s4", "v3", seconds{10}));
}

TEST_CASE("after 30 minutes a session is over, and its id is anyone's") {
    SessionWatch watch;
    CHECK_FALSE(watch.clashes("s1", "v1", seconds{0}));
    CHECK_FALSE(watch.clashes("s1", "v2", seconds{1800}));
}

TEST_CASE("many visitors never make up a clash") {
    SessionWatch watch;
    for (int i = 0; i < 200'000; ++i) {
        REQUIRE_FALSE(watch.clashes(
            "session-" + std::to_string(i), "visitor-" + std::to_string(i), seconds{1}
        ));
    }
}
