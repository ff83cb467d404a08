// The same file again, another in its place, a grown one, a changed one, and two runs at once.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

namespace {

using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

// A file of its own, so that it is another one than before.
void replace_records(const Scene& scene, const std::string& text) {
    std::filesystem::rename(
        scene.folder.write("next.ndjson", text), scene.folder / "profiles.ndjson"
    );
}

}  // namespace

TEST_CASE("last night's file is done, tonight's in its place is delivered") {
    Scene scene{{"--seed-ids", "crm-:20"}};
    scene.records(lines(10, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    REQUIRE(scene.run().exit == 0);

    const auto again = scene.run();
    INFO(said(again));
    CHECK(again.exit == 0);
    CHECK_THAT(again.out, Catch::Contains("already done"));
    CHECK(scene.sandbox.count("accepted") == 10);

    replace_records(scene, lines(10, [](std::size_t i) { return profile_line(10 + i); }));
    const auto next = scene.run();
    INFO(said(next));
    CHECK(next.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 20);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
}

TEST_CASE("a file that has grown goes on where it was") {
    Scene scene{{"--seed-ids", "crm-:20"}};
    scene.records(lines(10, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    REQUIRE(scene.run().exit == 0);

    scene.records(lines(20, [](std::size_t i) { return profile_line(i); }));
    const auto grown = scene.run();

    INFO(said(grown));
    CHECK(grown.exit == 0);
    CHECK(summary_row(grown.out)["DELIVERED"] == 10);
    CHECK_THAT(grown.out, Catch::Contains("continued at record 11"));
    CHECK(scene.sandbox.count("accepted") == 20);
    CHECK(scene.sandbox.count("repeated_accepted") == 0);
}

TEST_CASE("a file that changed before it was done is refused, with --from-start as the way out") {
    Scene scene{{"--seed-ids", "crm-:20"}};
    scene.records(lines(10, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    const auto first = scene.run({"--limit", "4"});
    INFO(said(first));
    REQUIRE(scene.sandbox.count("accepted") == 4);

    replace_records(scene, lines(10, [](std::size_t i) { return profile_line(10 + i); }));
    const auto refused = scene.run();
    INFO(said(refused));
    CHECK(refused.exit == 4);
    CHECK_THAT(refused.err, Catch::Contains("the last run did not finish this source"));
    CHECK_THAT(refused.err, Catch::Contains("--from-start"));
    CHECK(scene.sandbox.count("accepted") == 4);

    const auto from_start = scene.run({"--from-start"});
    INFO(said(from_start));
    CHECK(from_start.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 14);
}

TEST_CASE("a run with --limit reads so many records, and the next one goes on behind them") {
    Scene scene{{"--seed-ids", "crm-:20"}};
    scene.records(lines(10, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();

    const auto first = scene.run({"--limit", "4"});
    INFO(said(first));
    CHECK(first.exit == 0);
    CHECK(summary_row(first.out)["RECORDS"] == 4);
    const auto rest = scene.run();
    INFO(said(rest));
    CHECK(rest.exit == 0);
    CHECK(summary_row(rest.out)["DELIVERED"] == 6);
    CHECK(scene.sandbox.count("accepted") == 10);
}

TEST_CASE("a second process on the same pipeline ends with 75 and disturbs nothing") {
    Scene scene{{"--seed-ids", "crm-:1000", "--delay-ms", "50"}};
    scene.records(lines(1000, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    auto first = scene.start_run();
    REQUIRE(first.await([&] { return scene.sandbox.count("accepted") >= 100; }));

    const auto second = scene.run();

    INFO(said(second));
    CHECK(second.exit == 75);
    const auto finished = first.wait();
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(scene.sandbox.ledger().size() == 1000);
}

TEST_CASE("a state folder that cannot be used ends the run with 74 before anything is sent") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(profile_line(0));
    scene.pipeline();
    scene.folder.write("sluice-state", "this is a file");
    const auto run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 74);
    CHECK_THAT(run.err, Catch::Contains("sluice-state"));
    CHECK(scene.sandbox.count("requests") == 0);
}
