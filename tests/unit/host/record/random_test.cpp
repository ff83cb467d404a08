#include "host/record/random.hpp"

#include <catch2/catch.hpp>

using host::Random;
using Time = std::chrono::nanoseconds;

TEST_CASE("the same seed gives the same chance, another seed another") {
    Random a{1};
    Random b{1};
    Random c{2};
    const auto first = a.next();
    CHECK(b.next() == first);
    CHECK(c.next() != first);
    CHECK(a.next() != first);
}

TEST_CASE("a draw up to nothing is nothing") {
    Random random{1};
    CHECK(random.up_to(Time{0}) == Time{0});
    CHECK(random.up_to(Time{-1}) == Time{0});
    for (int i = 0; i < 100; ++i) {
        CHECK(random.up_to(Time{1}) <= Time{1});
    }
}

TEST_CASE("a fraction is below one, and spread over all of it") {
    Random random{1};
    int lower = 0;
    for (int i = 0; i < 1000; ++i) {
        const double fraction = random.fraction();
        CHECK(fraction >= 0);
        CHECK(fraction < 1);
        lower += fraction < 0.5 ? 1 : 0;
    }
    CHECK(lower > 400);
    CHECK(lower < 600);
}
