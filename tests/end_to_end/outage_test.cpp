// Adobe cannot be reached, or answers that it is broken: the run pauses, says why, gives nothing
// up, and goes on by itself or with the next run.
#include "tests/end_to_end/scene.hpp"
#include "tests/support/scripted_server.hpp"

#include <catch2/catch.hpp>

namespace {

using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

// The pipeline of a scene, with a destination at `url`; "": the scene's sandbox.
void prepare(
    Scene& scene,
    std::size_t profiles,
    std::string_view more,
    std::string_view url = "",
    std::string_view config = ""
) {
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    support::FileText file;
    file.destinations.front().config = "profile_auth: none\n" + std::string{config};
    file.destinations.front().url = url;
    file.pipelines.front().more = more;
    scene.pipelines(file);
}

// It stopped because of the breaker: nothing delivered now, nothing given up.
void check_unreachable(const support::Finished& run, std::size_t pending) {
    INFO(said(run));
    auto row = summary_row(run.out);
    CHECK(row["DELIVERED"] == 0);
    CHECK(row["REJECTED"] == 0);
    CHECK(row["PENDING"] == pending);
    CHECK_THAT(run.out, Catch::Contains("paused for longer than max_pause: unreachable: "));
    CHECK_THAT(run.out, Catch::Contains("nothing is lost"));
    CHECK_THAT(
        run.err, Catch::Contains("the destination is paused") && Catch::Contains("unreachable: ")
    );
}

}  // namespace

TEST_CASE("where nobody listens a run ends as unreachable, with the address, and gives nothing up"
) {
    struct Row {
        std::size_t profiles;
        std::string delivery;
    };
    const Row row = GENERATE(
        Row{300, "max_pause: 2s"},
        Row{1, "max_pause: 2s, max_life: 2s, retry: { base: 10ms, cap: 100ms }"},
        // Its life is over before twenty requests have failed.
        Row{3, "max_pause: 2s, max_life: 1s, retry: { base: 200ms, cap: 400ms }"}
    );
    Scene scene{{"--seed-ids", "crm-:300"}};
    const std::string address = "127.0.0.1:" + std::to_string(support::refusing_port());
    prepare(scene, row.profiles, "delivery: { " + row.delivery + " }\n", "http://" + address);

    const auto run = scene.run();

    CHECK(run.exit == 69);
    check_unreachable(run, row.profiles);
    CHECK_THAT(run.out, Catch::Contains(address));

    // The address was wrong; with the right one the next run delivers all.
    prepare(scene, row.profiles, "");
    const auto again = scene.run();
    INFO(said(again));
    CHECK(again.exit == 0);
    CHECK(scene.sandbox.count("unique_accepted") == row.profiles);
}

TEST_CASE("a destination that answers 500 to all ends the run as unreachable") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    prepare(scene, 300, "delivery: { max_pause: 2s }\n");
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":500}}]})");

    const auto run = scene.run();

    CHECK(run.exit == 69);
    check_unreachable(run, 300);
    CHECK_THAT(run.out, Catch::Contains("requests failed; last: ") && Catch::Contains("500"));
}

TEST_CASE("one that answers 500 from some moment on ends it with the rest pending") {
    Scene scene{{"--seed-ids", "crm-:2000", "--delay-ms", "10"}};
    prepare(scene, 2000, "delivery: { max_pause: 2s }\n");

    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 300; }));
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":500}}]})");
    const auto finished = run.wait();

    INFO(said(finished));
    CHECK(finished.exit == 4);
    const std::uint64_t accepted = scene.sandbox.count("accepted");
    CHECK(accepted < 2000);
    CHECK(summary_row(finished.out)["DELIVERED"] == accepted);
    CHECK(summary_row(finished.out)["REJECTED"] == 0);
    CHECK_THAT(finished.out, Catch::Contains("paused for longer than max_pause: unreachable: "));

    scene.sandbox.script(R"({"rules":[]})");
    const auto rest = scene.run();
    INFO(said(rest));
    CHECK(rest.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 2000);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
}

TEST_CASE("an outage that ends is waited for, and everything is delivered once") {
    Scene scene{{"--seed-ids", "crm-:300"}};
    // One connection: the verdicts come in the order of the requests.
    prepare(scene, 300, "", "", "connections: 1\n");
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/","first":22},"then":{"status":500}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 300);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
    CHECK_THAT(run.err, Catch::Contains("the destination is paused"));
    CHECK_THAT(run.err, Catch::Contains("the destination takes records again"));
}

TEST_CASE("one bad record of few is given up, and stops no run") {
    Scene scene{{"--seed-ids", "crm-:5"}};
    prepare(
        scene, 5, "delivery: { max_life: 2s, max_pause: 2s, retry: { base: 10ms, cap: 50ms } }\n"
    );
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-0"},"then":{"status":500}}]})"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 3);
    CHECK(summary_row(run.out)["DELIVERED"] == 4);
    REQUIRE(scene.rejects().size() == 1);
    CHECK(scene.rejects().front().at("reason") == "gave_up");
}
