// The account's quota is never exceeded, whatever runs when, and what is over it waits.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <csignal>

namespace {

using end_to_end::accepted_of;
using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

constexpr std::size_t limit = 50;
constexpr std::string_view for_a_day = "quota: { limit: 50, window: 24h }\n";

void prepare(Scene& scene, std::size_t profiles, std::string_view more) {
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline(more);
}

// The most updates that were accepted within any time so long.
std::size_t most_within(const std::vector<Arrival>& accepted, double seconds) {
    std::size_t most = 0;
    std::size_t oldest = 0;
    for (std::size_t i = 0; i < accepted.size(); ++i) {
        while (static_cast<double>(accepted[i].unix_ns - accepted[oldest].unix_ns) / 1e9 >= seconds
        ) {
            ++oldest;
        }
        most = std::max(most, i - oldest + 1);
    }
    return most;
}

}  // namespace

TEST_CASE("no more than the limit is accepted in any window, and the run goes on with the next") {
    constexpr double window = 3;
    // The host counts when it sends; an update may be so long on its way to the ledger.
    constexpr double on_the_way = 0.5;
    Scene scene{{"--seed-ids", "crm-:120"}};
    prepare(scene, 120, "quota: { limit: 50, window: 3s }\n");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    const auto accepted = accepted_of(scene.sandbox.ledger());
    CHECK(accepted.size() == 120);
    CHECK(most_within(accepted, window - on_the_way) <= limit);
    CHECK_THAT(run.err, Catch::Contains("the quota is used up"));
}

TEST_CASE("a quota that is used up for longer than max_pause ends the run and says until when") {
    Scene scene{{"--seed-ids", "crm-:120"}};
    prepare(scene, 120, for_a_day);

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 4);
    CHECK(scene.sandbox.count("accepted") == limit);
    auto row = summary_row(run.out);
    CHECK(row["DELIVERED"] == limit);
    CHECK(row["REJECTED"] == 0);
    CHECK_THAT(
        run.out,
        Catch::Matches(
            "[^]*the account's quota is used up until \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d[^]*"
        )
    );
    CHECK_THAT(run.out, Catch::Contains("nothing is lost"));

    const auto again = scene.run();
    INFO(said(again));
    CHECK(again.exit == 4);
    CHECK(scene.sandbox.count("accepted") == limit);

    scene.pipeline("quota: { limit: 0 }\n");
    const auto unlimited = scene.run();
    INFO(said(unlimited));
    CHECK(unlimited.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 120);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
}

TEST_CASE("what a stopped run did not use of the quota is there for the next one") {
    Scene scene{{"--seed-ids", "crm-:120"}};
    prepare(scene, 120, for_a_day);

    const auto first = scene.run({"--limit", "20"});
    INFO(said(first));
    REQUIRE(scene.sandbox.count("accepted") == 20);
    const auto second = scene.run();

    INFO(said(second));
    CHECK(second.exit == 4);
    CHECK(scene.sandbox.count("accepted") == limit);
}

TEST_CASE("two pipelines of one account share its quota") {
    Scene scene{{"--seed-ids", "crm-:120"}};
    scene.records(lines(60, [](std::size_t i) { return profile_line(i); }));
    support::FileText file;
    file.pipelines.front().more = for_a_day;
    file.pipelines.push_back(file.pipelines.front());
    file.pipelines.back().name = "again";
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 4);
    CHECK(scene.sandbox.count("accepted") == limit);
}

TEST_CASE("a run that is killed does not let the next one exceed the quota") {
    Scene scene{{"--seed-ids", "crm-:120", "--delay-ms", "20"}};
    prepare(scene, 120, for_a_day);
    {
        auto run = scene.start_run();
        REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 5; }));
        run.send(SIGKILL);
        run.wait();
    }
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 4);
    CHECK(scene.sandbox.count("accepted") <= limit);
}
