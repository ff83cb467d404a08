#include "host/report/readiness.hpp"
#include "tests/unit/host/report/status_fixtures.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using host::is_hanging;
using host::readiness_json;
using host::Snapshot;
using host::why_not_ready;

namespace {

constexpr std::int64_t now = 1'700'000'060'000;

Snapshot well() {
    Snapshot snapshot = test::full_snapshot();
    snapshot.pipelines.front().pause.reset();
    return snapshot;
}

std::string reason(const Snapshot& snapshot, std::int64_t at = now) {
    const auto reasons = why_not_ready(&snapshot, at);
    return reasons.empty() ? "" : reasons.front().reason;
}

}  // namespace

TEST_CASE("a run is ready, or says why it is not") {
    CHECK(reason(well()).empty());
    CHECK(why_not_ready(nullptr, now).front().reason == "starting");
    CHECK(reason(test::full_snapshot()) == "authentication");
    CHECK(reason(well(), now + 11'000) == "hanging");

    Snapshot changed = well();
    changed.state_error = "disk full";
    CHECK(reason(changed) == "state");
    changed = well();
    changed.pipelines.front().stopped = "50 rejects alike";
    CHECK(reason(changed) == "stopped");
    changed = well();
    changed.pipelines.front().state = "stopping";
    CHECK(reason(changed) == "stopping");
    changed = well();
    changed.pipelines.front().state = "finished";
    CHECK(reason(changed).empty());
}

TEST_CASE("the reasons are JSON") {
    const Snapshot snapshot = test::full_snapshot();
    const auto json = boost::json::parse(readiness_json(why_not_ready(&snapshot, now)));
    CHECK(json.at("ready") == false);
    const auto& first = json.at("reasons").at(0);
    CHECK(first.at("pipeline") == "loyalty");
    CHECK(first.at("reason") == "authentication");
    CHECK(first.at("why") == "auth: HTTP 401 from a \"host\"");
    CHECK(first.at("until_ms") == 1'700'000'090'000);
    CHECK(readiness_json({}) == R"({"ready":true,"reasons":[]})");
}

TEST_CASE("a host thread hangs once it has said nothing for half a minute") {
    const Snapshot snapshot = well();
    CHECK_FALSE(is_hanging(nullptr, now));
    CHECK_FALSE(is_hanging(&snapshot, now + 30'000));
    CHECK(is_hanging(&snapshot, now + 30'001));
}
