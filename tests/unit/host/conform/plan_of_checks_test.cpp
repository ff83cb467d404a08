#include "host/conform/plan_of_checks.hpp"

#include <catch2/catch.hpp>

namespace {

using Kind = host::Finding::Kind;

const host::Check loads{
    "load-entry", "", host::CheckLevel::must, host::CheckTier::quick, host::Rung::file};
const host::Check starts{
    "cfg-accept", "", host::CheckLevel::must, host::CheckTier::quick, host::Rung::loaded};
const host::Check sends{
    "send-classify",
    "",
    host::CheckLevel::must,
    host::CheckTier::quick,
    host::Rung::sending,
    host::CheckNeeds::http};
const host::Check watches{
    "sec-egress",
    "",
    host::CheckLevel::must,
    host::CheckTier::quick,
    host::Rung::live,
    host::CheckNeeds::watch};

host::CheckResult result(const host::Check& check, Kind kind) {
    return {&check, {kind, {}}, {}};
}

struct Bench {
    host::Profile profile;
    host::Sample sample;

    std::optional<host::Finding> skipped(
        const host::Check& check,
        std::vector<host::CheckResult> before = {},
        std::optional<std::string> no_watch = {}
    ) {
        const host::PlanOfChecks plan{host::CheckTier::quick, {}, profile, sample, "2026-11-24"};
        return plan.skipped(check, before, no_watch);
    }
};

}  // namespace

TEST_CASE("a check is run where nothing speaks against it") {
    Bench bench;
    CHECK_FALSE(bench.skipped(sends));
    CHECK_FALSE(bench.skipped(sends, {result(loads, Kind::pass), result(starts, Kind::warn)}));
}

TEST_CASE("a check whose rung was not reached is skipped, and names what it needs") {
    Bench bench;
    const auto after_crash =
        bench.skipped(sends, {result(loads, Kind::crash), result(starts, Kind::skip)});
    REQUIRE(after_crash);
    CHECK(after_crash->kind == Kind::skip);
    CHECK(after_crash->evidence.at(0) == "needs load-entry to pass");
    CHECK_FALSE(bench.skipped(loads, {result(starts, Kind::fail)}));
}

TEST_CASE("HTTP and the watch are asked for where a check needs them") {
    Bench bench;
    bench.sample.no_http = "it does no HTTP";
    CHECK(bench.skipped(sends)->evidence.at(0) == "it does no HTTP");
    CHECK_FALSE(bench.skipped(watches));
    CHECK(bench.skipped(watches, {}, "refused")->kind == Kind::skip);
}

TEST_CASE("a plugin without a sample config is asked no more than its file") {
    Bench bench;
    bench.sample.fault = "give a profile";
    CHECK(bench.skipped(sends)->evidence.at(0) == "give a profile");
    CHECK_FALSE(bench.skipped(starts));
}

TEST_CASE("a profile's skip holds until its day, and fails after it") {
    Bench bench;
    bench.profile.skips = {{"send-classify", "a known fault", "2026-11-24"}};
    CHECK(bench.skipped(sends)->kind == Kind::skip);
    bench.profile.skips[0].expires = "2026-11-23";
    CHECK(bench.skipped(sends)->kind == Kind::fail);
    bench.profile.skips[0].expires = "never";
    CHECK(bench.skipped(sends)->kind == Kind::skip);
    CHECK(bench.skipped(sends)->evidence.at(0) == "the profile, for good: a known fault");
}

TEST_CASE("a run passes if no MUST failed and something was run") {
    const Bench bench;
    const host::PlanOfChecks plan{
        host::CheckTier::quick, {}, bench.profile, bench.sample, "2026-11-24"};
    const std::vector<host::CheckResult> good{result(loads, Kind::pass), result(sends, Kind::skip)};
    const std::vector<host::CheckResult> idle{result(sends, Kind::skip)};
    const std::vector<host::CheckResult> bad{result(loads, Kind::pass), result(sends, Kind::fail)};
    CHECK(plan.has_passed(good));
    CHECK_FALSE(plan.has_passed(idle));
    CHECK_FALSE(plan.has_passed(bad));
}

TEST_CASE("--only runs what it names, whatever the tier") {
    const Bench bench;
    const host::PlanOfChecks plan{
        host::CheckTier::quick, {"send-once"}, bench.profile, bench.sample, "2026-11-24"};
    REQUIRE(plan.checks().size() == 1);
    CHECK(plan.checks()[0]->id == "send-once");
}
