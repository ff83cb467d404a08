#include "host/delivery/random.hpp"

#include <catch2/catch.hpp>

using host::Random;
using host::Time;

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
