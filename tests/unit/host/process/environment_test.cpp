#include "host/process/environment.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

namespace host {

TEST_CASE("a child sees the variables that say nothing of secrets, and no other") {
    setenv("A_SECRET_OF_THIS_TEST", "hunter2", 1);  // NOLINT(concurrency-mt-unsafe)
    setenv("PAT", "a prefix of PATH", 1);           // NOLINT(concurrency-mt-unsafe)
    setenv("LC_SLUICE", "C", 1);                    // NOLINT(concurrency-mt-unsafe)
    const auto kept = plain_environment();
    const auto has = [&](const std::string& start) {
        return std::any_of(kept.begin(), kept.end(), [&](const std::string& variable) {
            return variable.starts_with(start);
        });
    };
    CHECK(has("PATH="));
    CHECK(has("LC_SLUICE=C"));
    CHECK_FALSE(has("PAT="));
    CHECK_FALSE(has("A_SECRET_OF_THIS_TEST"));
}

}  // namespace host
