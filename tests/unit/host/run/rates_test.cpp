#include "host/run/rates.hpp"
#include "tests/unit/host/run/account_fixtures.hpp"

#include <catch2/catch.hpp>

#include <string>

using test::errors_of;
using test::plan_of;

TEST_CASE("pipelines that do the same to one account must name one rate, however it is written") {
    const std::string sixty = "    rate: 60\n";
    const test::Terms rows[] = {
        {"", "", "acme", true},
        {sixty, sixty, "acme", true},
        {sixty, "    rate: { limit: 3600, per: 1m }\n", "acme", true},
        {sixty, "    rate: { limit: 60, burst: 6 }\n", "acme", true},
        {sixty, "    rate: 60.5\n", "acme", false},
        {sixty, "    rate: { limit: 60, per: 1m }\n", "acme", false},
        {sixty, "    rate: { limit: 60, burst: 60 }\n", "acme", false},
        {sixty, "", "acme", false},
        {"", sixty, "acme", false},
        {sixty, "    rate: 50\n", "other", true},
        {sixty, "", "other", true},
    };
    test::check(rows);
}

TEST_CASE("a rate that differs is an error at its place, which names the other one's") {
    const tests::TempFolder folder;
    const std::string errors = errors_of(
        *plan_of(folder, "    rate: 11.6\n", "    rate: { limit: 60, per: 1m, burst: 9 }\n")
    );
    INFO(errors);
    CHECK_THAT(
        errors,
        Catch::Contains("p.yaml:16:") && Catch::Contains("p.yaml:10:") &&
            Catch::Contains("expected the rate of the pipeline 'one'") &&
            Catch::Contains("11.6/s with 1 at once") &&
            Catch::Contains("found 60 in 1 min 00 s with 9 at once") &&
            Catch::Contains("one account, which has one rate; write the same for both")
    );
}

TEST_CASE("an account has the rate of those that name one") {
    const tests::TempFolder folder;
    const auto plan = plan_of(folder, "    rate: 60\n", "    rate: 60\n");
    REQUIRE(plan->pipelines.size() == 2);
    const std::string account = plan->pipelines.front().account();
    CHECK(host::rate_of_account(plan->pipelines, account).limit == 60);
    CHECK_FALSE(host::rate_of_account(plan->pipelines, "another").is_limited());
}
