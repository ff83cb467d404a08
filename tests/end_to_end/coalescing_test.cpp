// Newer updates of a user that take the place of those that wait: one call instead of many, and
// the newest values at the destination.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <csignal>

namespace {

using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;

constexpr std::string_view outage =
    R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":503,"retry_after":2}}]})";

// Update number i of crm-0, with a member of its own besides the counter.
std::string update(std::size_t i) {
    const std::string n = std::to_string(i);
    return R"({"id":"crm-0","traits":{"n":")" + n + R"(","own)" + n + R"(":"x"}})";
}

std::string others(std::size_t count) {
    return lines(count, [](std::size_t i) { return support::profile_line(i + 1); });
}

void prepare(Scene& scene, std::string_view more, std::string_view source = "profiles.ndjson") {
    support::FileText file;
    file.pipelines.front().source = source;
    file.pipelines.front().more = more;
    scene.pipelines(file);
}

std::uint64_t accepted_of_user(Scene& scene) {
    return end_to_end::accepted_by_id(scene.sandbox.ledger())["crm-0"];
}

}  // namespace

TEST_CASE("ten updates of a user during an outage make one call, and nine are superseded") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    prepare(scene, "coalesce: replace\n", "-");
    scene.sandbox.script(outage);
    auto run = scene.start_run({}, true);
    run.write(update(0) + '\n');
    REQUIRE(run.await([&] { return scene.sandbox.ledger().size() == 1; }));
    scene.sandbox.script(R"({"rules":[]})");
    for (std::size_t i = 1; i < 10; ++i) {
        run.write(update(i) + '\n');
    }
    run.close_input();

    const auto finished = run.wait();

    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(accepted_of_user(scene) == 1);
    CHECK(scene.sandbox.profile("crm-0").at("n") == "9");
    CHECK(scene.sandbox.profile("crm-0").count("own8") == 0);
    CHECK(summary_row(finished.out)["SUPERSEDED"] == 9);
    CHECK_THAT(
        finished.out,
        Catch::Contains(
            "10 updates = 1 delivered + 0 unchanged + 9 superseded + 0 filtered + 0 rejected"
        )
    );
}

TEST_CASE("merged, the one call carries what each of the ten had to say") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(lines(10, update));
    prepare(scene, "coalesce: merge\n");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(accepted_of_user(scene) == 1);
    const auto profile = scene.sandbox.profile("crm-0");
    CHECK(profile.size() == 11);
    CHECK(profile.at("n") == "9");
    CHECK(summary_row(run.out)["SUPERSEDED"] == 9);
}

TEST_CASE("without coalesce each of them is sent") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(lines(10, update));
    prepare(scene, "coalesce: off\n");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(accepted_of_user(scene) == 10);
    CHECK(summary_row(run.out)["SUPERSEDED"] == 0);
}

TEST_CASE("a kill before a merged update is delivered loses nothing of what went into it") {
    Scene scene{{"--seed-ids", "crm-:400", "--delay-ms", "20"}};
    scene.records(lines(10, update) + others(399));
    support::FileText file;
    file.destinations.front().config = "connections: 4\n";
    file.pipelines.front().more = "coalesce: merge\n";
    scene.pipelines(file);
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/","id":"crm-0"},"then":{"status":500}}]})"
    );
    {
        auto run = scene.start_run();
        REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 150; }));
        REQUIRE_FALSE(run.has_ended());
        run.send(SIGKILL);
        run.wait();
    }
    scene.sandbox.script(R"({"rules":[]})");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.profile("crm-0").size() == 11);
    CHECK(scene.sandbox.profile("crm-0").at("n") == "9");
}

TEST_CASE(
    "a merged update that is refused leaves a reject of each, and a replay sends them all in order"
) {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(lines(3, update));
    prepare(scene, "coalesce: merge\n");
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":400}}]})");
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 3);
    REQUIRE(scene.rejects().size() == 3);
    scene.sandbox.script(R"({"rules":[]})");

    const auto replayed = scene.replay();

    INFO(said(replayed));
    CHECK(replayed.exit == 0);
    CHECK(scene.rejects().empty());
    CHECK(scene.sandbox.profile("crm-0").size() == 4);
    CHECK(scene.sandbox.profile("crm-0").at("n") == "2");
}
