#include "tests/sandbox/capacity.hpp"

#include <catch2/catch.hpp>

using sandbox::Capacity;

TEST_CASE("a capacity of none takes any number") {
    Capacity capacity{0};
    for (int i = 0; i < 1000; ++i) {
        CHECK(capacity.enter());
    }
}

TEST_CASE("a place that was given back can be taken again") {
    Capacity capacity{2};
    CHECK(capacity.enter());
    CHECK(capacity.enter());
    CHECK_FALSE(capacity.enter());
    capacity.leave();
    CHECK(capacity.enter());
    CHECK_FALSE(capacity.enter());
}

TEST_CASE(
    "a smaller capacity takes nobody until enough places were given back, a larger one at once"
) {
    Capacity capacity{3};
    for (int i = 0; i < 3; ++i) {
        CHECK(capacity.enter());
    }
    capacity.set(2);
    capacity.leave();
    CHECK_FALSE(capacity.enter());
    capacity.leave();
    CHECK(capacity.enter());
    capacity.set(3);
    CHECK(capacity.enter());
    capacity.set(0);
    CHECK(capacity.enter());
}
