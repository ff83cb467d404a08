#include "tests/sandbox/tally.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;

TEST_CASE("a tally counts each digest through many growths") {
    Tally tally;
    constexpr std::uint64_t many = 100'000;
    for (int round = 1; round <= 2; ++round) {
        for (std::uint64_t i = 0; i < many; ++i) {
            REQUIRE(tally.add(digest("crm-" + std::to_string(i))) == static_cast<unsigned>(round));
        }
    }
    CHECK(tally.distinct() == many);
    CHECK(tally.repeats() == many);
    CHECK(tally.count(digest("crm-7")) == 2);
    CHECK(tally.count(digest("crm-x")) == 0);
    tally.clear();
    CHECK(tally.distinct() == 0);
    CHECK(tally.repeats() == 0);
    CHECK(tally.count(digest("crm-7")) == 0);
}

TEST_CASE("digests differ by text, length and seed, and stay the same from run to run") {
    CHECK(digest("") != digest(std::string_view("\0", 1)));
    CHECK(digest("abcdefgh1") != digest("abcdefgh2"));
    CHECK(digest("a", 1) != digest("a", 2));
    CHECK(digest("crm-1") == digest(std::string("crm-") + "1"));
}
