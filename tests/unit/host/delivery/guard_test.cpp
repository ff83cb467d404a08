#include "host/delivery/guard.hpp"

#include <catch2/catch.hpp>

#include <string>

using host::Guard;

namespace {

void reject(Guard& guard, int times, const char* code) {
    for (int i = 0; i < times; ++i) {
        guard.rejected(code, "the reason");
    }
}

}  // namespace

TEST_CASE("a run whose first answers are all the same reject stops and says why") {
    Guard guard{50, 500};
    reject(guard, 49, "missing_field");
    CHECK_FALSE(guard.stop().has_value());
    reject(guard, 1, "missing_field");
    REQUIRE(guard.stop().has_value());
    CHECK(guard.stop()->find("first 50 answers") != std::string::npos);
    CHECK(guard.stop()->find("'missing_field': the reason") != std::string::npos);
}

TEST_CASE("one delivery shows that not all is wrong") {
    Guard guard{50, 500};
    reject(guard, 10, "missing_field");
    guard.delivered();
    reject(guard, 499, "missing_field");
    CHECK_FALSE(guard.stop().has_value());
    reject(guard, 1, "missing_field");
    REQUIRE(guard.stop().has_value());
    CHECK(guard.stop()->find("last 500 answers") != std::string::npos);
}

TEST_CASE("rejects with different codes are the records' own affair") {
    Guard guard{50, 500};
    for (int i = 0; i < 2000; ++i) {
        reject(guard, 1, "missing_field");
        reject(guard, 1, "too_large");
    }
    CHECK_FALSE(guard.stop().has_value());
}

TEST_CASE("a second code among the first ends the watch over the first") {
    Guard guard{50, 500};
    reject(guard, 1, "too_large");
    reject(guard, 60, "missing_field");
    CHECK_FALSE(guard.stop().has_value());
    reject(guard, 440, "missing_field");
    CHECK(guard.stop().has_value());
}

TEST_CASE("a guard of zero never stops") {
    Guard guard{0, 0};
    reject(guard, 10'000, "missing_field");
    CHECK_FALSE(guard.stop().has_value());
}

TEST_CASE("the reason stays what it was when more rejects come") {
    Guard guard{3, 0};
    reject(guard, 3, "first");
    const std::string why = guard.stop().value();
    reject(guard, 3, "second");
    guard.delivered();
    CHECK(guard.stop() == why);
}
