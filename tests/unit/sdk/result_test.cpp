#include <sluice/result.hpp>

#include <catch2/catch.hpp>

#include <memory>
#include <string>

TEST_CASE("a result holds the value or the error, and says which") {
    const sluice::Result<int, std::string> good{3};
    CHECK(good);
    CHECK(*good == 3);
    const sluice::Result<int, std::string> bad{std::string{"why"}};
    CHECK_FALSE(bad);
    CHECK(bad.error() == "why");
}

TEST_CASE("a result gives up what it holds by move") {
    sluice::Result<std::unique_ptr<int>, std::string> result{std::make_unique<int>(4)};
    const std::unique_ptr<int> taken = *std::move(result);
    CHECK(*taken == 4);
}
