#include "host/report/status_json.hpp"
#include "tests/unit/host/report/status_fixtures.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using host::read_snapshot;
using host::Snapshot;
using host::to_json;

TEST_CASE("a snapshot is one line of JSON that machines can ask") {
    const std::string text = to_json(test::full_snapshot());
    CHECK(text.find('\n') == std::string::npos);
    const auto json = boost::json::parse(text);
    CHECK(json.at("version") == "1.2.3");
    const auto& one = json.at("pipelines").at(0);
    CHECK(one.at("pipeline") == "loyalty");
    CHECK(one.at("counts").at("delivered") == 4200);
    CHECK(one.at("run_counts").at("delivered") == 420);
    CHECK(one.at("updates_per_second") == 1234.5);
    CHECK(one.at("source").at("total_bytes") == 987'654);
    CHECK(one.at("quota").at("left") == 995'800);
    CHECK(one.at("pause").at("kind") == "authentication");
    CHECK(one.at("bottleneck").at("name") == "latency");
    CHECK(one.at("time_shares").at("latency") == 0.96);
    CHECK(one.at("last_failure").at("reply_code") == 429);
    CHECK(one.at("plugin_metrics").at(1).at("kind") == "gauge");
}

TEST_CASE("what is not known is null") {
    Snapshot snapshot;
    snapshot.pipelines.emplace_back();
    const auto json = boost::json::parse(to_json(snapshot));
    const auto& one = json.at("pipelines").at(0);
    for (const char* name :
         {"oldest_pending_ms",
          "expected_end_ms",
          "quota",
          "pause",
          "bottleneck",
          "last_failure",
          "exit"}) {
        INFO(name);
        CHECK(one.at(name).is_null());
    }
    CHECK(one.at("source").at("total_bytes").is_null());
}

TEST_CASE("what was written is read again, every member of it") {
    const Snapshot snapshot = test::full_snapshot();
    const auto again = read_snapshot(to_json(snapshot));
    REQUIRE(again);
    CHECK(to_json(*again) == to_json(snapshot));
    CHECK(again->pipelines.front().counts == snapshot.pipelines.front().counts);
    CHECK(again->pipelines.front().bottleneck->what == host::HoldUp::latency);
}

TEST_CASE("what another version wrote is read as far as it is known") {
    const auto read = read_snapshot(
        R"({"version":7,"new":[1],"pipelines":[{"pipeline":"p","in_flight":-1,"quota":null,"bottleneck":{"name":"weather","share":"x"}}]})"
    );
    REQUIRE(read);
    CHECK(read->version.empty());
    REQUIRE(read->pipelines.size() == 1);
    CHECK(read->pipelines.front().pipeline == "p");
    CHECK(read->pipelines.front().in_flight == 0);
    CHECK_FALSE(read->pipelines.front().quota);
}

TEST_CASE("what is no JSON object is no snapshot") {
    for (const char* text : {"", "{", "[]", "7", "{\"a\":1} x"}) {
        INFO(text);
        CHECK_FALSE(read_snapshot(text));
    }
}
