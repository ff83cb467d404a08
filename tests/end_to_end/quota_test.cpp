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

TEST_CASE("two processes with one state directory share one quota, and both say until when") {
    constexpr std::size_t shared = 600;
    constexpr std::size_t each = 700;  // neither can end before the quota does
    Scene scene{{"--seed-ids", "crm-:1400", "--delay-ms", "200"}};
    scene.records(lines(each, [](std::size_t i) { return profile_line(i); }));
    const auto other_line = [](std::size_t i) { return profile_line(each + i); };
    scene.folder.write("others.ndjson", lines(each, other_line));
    support::FileText file;
    // So slow that the other one is there long before one alone has it all.
    file.pipelines.front().more =
        "quota: { limit: 600, window: 24h }\ndelivery: { max_in_flight: 8 }\n";
    scene.pipelines(file);
    auto one = scene.start_run();
    REQUIRE(one.await([&] { return scene.sandbox.count("accepted") != 0; }));
    file.pipelines.front().name = "others";  // the first one has read its file
    file.pipelines.front().source = "others.ndjson";
    scene.pipelines(file);
    auto other = scene.start_run();
    const support::Finished ended[] = {one.wait(), other.wait()};

    const char* until = "the account's quota is used up until 2";
    std::uint64_t delivered = 0;
    for (const auto& run : ended) {
        INFO(said(run));
        CHECK(run.exit == 4);
        CHECK_THAT(run.out, Catch::Contains(until) && Catch::Contains("; run again then"));
        const bool is_one = run.out.find("identifiers") != std::string::npos;
        const std::uint64_t own =
            summary_row(run.out, is_one ? "identifiers" : "others")["DELIVERED"];
        CHECK(own > 0);
        delivered += own;
    }
    CHECK(delivered == shared);
    CHECK(scene.sandbox.count("accepted") == shared);
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
