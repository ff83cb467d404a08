#include "host/run/pending_age.hpp"

#include <catch2/catch.hpp>

using host::PendingAge;
using host::Time;
using namespace std::chrono_literals;

TEST_CASE("the oldest is at most as old as the last look before it was read") {
    PendingAge age;
    age.read_until(0, 10s);
    age.read_until(100, 11s);
    age.read_until(200, 12s);
    CHECK(age.of(50, 20s) == 10s);  // read between 10 and 11
    CHECK(age.of(100, 20s) == 9s);  // read between 11 and 12
    CHECK(age.of(200, 20s) == 8s);  // not read by 12
}

TEST_CASE("what is read after a long silence is young") {
    PendingAge age;
    age.read_until(0, 0s);
    age.read_until(10, 1s);
    for (Time now = 2s; now <= 1000s; now += 1s) {
        age.read_until(10, now);
    }
    age.read_until(11, 1001s);
    CHECK(age.of(10, 1002s) == 2s);
}

TEST_CASE("what was read before the first look is as old as that") {
    PendingAge age;
    CHECK(age.of(5, 100s) == 0s);
    age.read_until(10, 100s);
    CHECK(age.of(5, 200s) == 100s);
}
