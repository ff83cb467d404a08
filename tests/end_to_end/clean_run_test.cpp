// Nothing goes wrong: every profile arrives once, as it is, and the host says so.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {

using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

constexpr std::size_t profiles = 10'000;
constexpr std::uint64_t connections = 16;

std::string city_of(std::size_t number) {
    return number % 2 == 0 ? "Zürich & Bern" : "東京";
}

std::string traits_of(std::size_t number) {
    return R"(,"city":")" + city_of(number) + R"(","points":)" + std::to_string(number % 5000) +
           ".10";
}

std::map<std::string, std::string> expected_traits(std::size_t number) {
    return {
        {"n", std::to_string(number)},
        {"city", city_of(number)},
        {"points", std::to_string(number % 5000) + ".10"}};
}

// The number of a profile, by any of its ids: "crm-7" and "1000…07".
std::size_t number_of(const Arrival& arrival) {
    return std::stoull(arrival.attributes.at("n"));
}

std::vector<std::map<std::string, std::string>> all_expected() {
    std::vector<std::map<std::string, std::string>> all;
    for (std::size_t i = 0; i < profiles; ++i) {
        all.push_back(expected_traits(i));
    }
    return all;
}

// The attributes that arrived, by profile; each must have come once and been accepted.
std::vector<std::map<std::string, std::string>>
attributes_by_profile(const std::vector<Arrival>& arrivals, const std::string& kind) {
    std::vector<std::map<std::string, std::string>> all(profiles);
    std::set<std::string> ids;
    for (const Arrival& arrival : arrivals) {
        if (arrival.kind != kind) {
            continue;
        }
        REQUIRE(arrival.is_accepted);
        REQUIRE(arrival.is_replied);
        REQUIRE(ids.insert(arrival.id).second);
        all.at(number_of(arrival)) = arrival.attributes;
    }
    return all;
}

}  // namespace

TEST_CASE("10,000 profiles arrive by both actions, each once and with its own attributes") {
    Scene scene{{"--seed-ids", "crm-:10000"}};
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i, traits_of(i)); }));
    support::FileText file;
    file.destinations.front().config = "connections: " + std::to_string(connections) + "\n";
    file.pipelines.push_back(support::stream_pipeline());
    scene.pipelines(file);
    const std::uint64_t opened_before = scene.sandbox.count("connections_opened");

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    const auto arrivals = scene.sandbox.ledger();
    REQUIRE(arrivals.size() == 2 * profiles);
    CHECK(attributes_by_profile(arrivals, "profile_update") == all_expected());
    CHECK(attributes_by_profile(arrivals, "delivery") == all_expected());
    for (const std::string pipeline : {"identifiers", "sessions"}) {
        auto row = summary_row(run.out, pipeline);
        CHECK(row["RECORDS"] == profiles);
        CHECK(row["UPDATES"] == profiles);
        CHECK(row["DELIVERED"] == profiles);
        CHECK(row["REQUESTS"] == profiles);
        CHECK(
            row["REJECTED"] + row["SUPERSEDED"] + row["FILTERED"] + row["PENDING"] +
                row["MAYBE TWICE"] ==
            0
        );
        CHECK_THAT(
            run.out,
            Catch::Contains(
                pipeline +
                ": 10,000 updates = 10,000 delivered + 0 unchanged + 0 superseded + 0 filtered + "
                "0 rejected + "
                "0 pending"
            )
        );
    }
    // One instance of the plugin for each pipeline, with its own connections.
    CHECK(scene.sandbox.count("connections_opened") - opened_before <= 2 * connections);
}

TEST_CASE("a delivery call goes to the host of its visitor's edge, an update to the client's own") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(profile_line(0));
    support::FileText file;
    file.pipelines.push_back(support::stream_pipeline());
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    std::map<std::string, std::string> hosts;
    for (const Arrival& arrival : scene.sandbox.ledger()) {
        hosts[arrival.kind] = arrival.host;
    }
    CHECK(hosts["profile_update"] == "acme.tt.omtrdc.net");
    CHECK(hosts["delivery"] == "mboxedge35.tt.omtrdc.net");
}

TEST_CASE("an empty file is delivered whole") {
    Scene scene;
    scene.records("");
    scene.pipeline();

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(summary_row(run.out)["UPDATES"] == 0);
    CHECK(scene.sandbox.ledger().empty());
}

TEST_CASE("a file without a line end at its end is delivered whole") {
    Scene scene{{"--seed-ids", "crm-:2"}};
    scene.records(profile_line(0) + "\r\n" + profile_line(1));
    scene.pipeline();

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 2);
}

TEST_CASE("no user has two updates on their way at once") {
    Scene scene{{"--seed-ids", "crm-:5", "--delay-ms", "2"}};
    scene.records(lines(500, [](std::size_t i) { return profile_line(i % 5); }));
    scene.pipeline();

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 500);
    CHECK(scene.sandbox.count("max_concurrent_per_id") == 1);
    CHECK(scene.sandbox.count("max_concurrent") <= 5);
}
