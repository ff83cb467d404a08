#include "host/run/quotas.hpp"
#include "tests/unit/host/run/account_fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

using namespace std::chrono_literals;

using test::errors_of;
using test::plan_of;

TEST_CASE("pipelines of one account must name one quota, whatever else they do") {
    const std::string fifty = "    quota: { limit: 50 }\n";
    const test::Terms rows[] = {
        {"", "", "acme", true},
        {fifty, fifty, "acme", true},
        {fifty, "    quota: { limit: 50, window: 1d }\n", "acme", true},
        {fifty, "    quota: { limit: 60 }\n", "acme", false},
        {fifty, "    quota: { limit: 50, window: 1h }\n", "acme", false},
        {fifty, "    quota: { limit: 0 }\n", "acme", false},
        {fifty, "", "acme", false},
        {fifty, "    quota: { limit: 60 }\n", "other", true},
        {fifty, "", "other", true},
    };
    test::check(rows);
}

TEST_CASE("a quota that differs is an error at its place, which names the other one's") {
    const tests::TempFolder folder;
    const std::string errors = errors_of(
        *plan_of(folder, "    quota: { limit: 50 }\n", "    quota: { limit: 60, window: 1h }\n")
    );
    INFO(errors);
    CHECK_THAT(
        errors,
        Catch::Contains("p.yaml:16:") && Catch::Contains("'one'") &&
            Catch::Contains("p.yaml:10:") && Catch::Contains("50 in 86400 s") &&
            Catch::Contains("60 in 3600 s")
    );
}

TEST_CASE("an account has the quota of those that have one, and others spend none of it") {
    const tests::TempFolder folder;
    const auto plan =
        plan_of(folder, "    quota: { limit: 50 }\n", "    quota: { limit: 50, window: 24h }\n");
    REQUIRE(plan->pipelines.size() == 2);
    const std::string account = plan->pipelines.front().account();
    const host::QuotaLimit quota = host::quota_of_account(plan->pipelines, account);
    CHECK(quota.limit == 50);
    CHECK(quota.window == 24h);
    CHECK(host::quota_of_account(plan->pipelines, "another").limit == 0);
}
