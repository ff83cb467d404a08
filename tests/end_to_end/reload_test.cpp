// SIGHUP: a run takes up what has changed in its files, and nothing else notices.
#include "tests/end_to_end/reload_scene.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>

namespace {

using end_to_end::accepted_by_id;
using end_to_end::accepted_of;
using end_to_end::Arrival;
using end_to_end::in_waves;
using end_to_end::ReloadScene;
using end_to_end::said;
using end_to_end::times;
using support::Finished;

constexpr const char* all_well = R"({"rules":[]})";
constexpr const char* refused = "reload refused: the running pipelines go on as they were";

bool each_once(const std::vector<Arrival>& arrivals, std::size_t users) {
    const auto accepted = accepted_by_id(arrivals);
    return accepted.size() == users &&
           std::all_of(accepted.begin(), accepted.end(), [](const auto& one) {
               return one.second == 1;
           });
}

}  // namespace

TEST_CASE("a wrong file is refused with each place, and everything runs on") {
    ReloadScene scene{0};
    auto run = scene.start();
    scene.feed(run, 1);

    scene.folder.write("pipeline.yaml", "pipelines: { live: { sorce: x, destination: 7 } }\n");
    scene.hang_up(run, refused);

    CHECK_THAT(run.err(), Catch::Contains("pipeline.yaml:1:22") && Catch::Contains("sorce"));
    CHECK_THAT(run.err(), Catch::Contains("pipeline.yaml:1:45"));
    scene.feed(run, 2);
    const Finished finished = scene.end(run);
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 2);
}

TEST_CASE("a changed mapping holds for what is read after the drain; nothing is lost or twice") {
    const std::string isolation = GENERATE("inproc", "process");
    constexpr std::size_t records = 1500;
    ReloadScene scene{records, isolation};
    auto run = scene.start();
    REQUIRE(run.await([&] { return scene.accepted("batch") >= 100; }));

    scene.batch("profile.wave: { const: second }\n");
    scene.hang_up(run, "reload: live unchanged, batch changed");

    REQUIRE(run.await([&] { return scene.accepted("batch") >= records; }));
    const Finished finished = scene.end(run);
    INFO(said(finished));
    CHECK(finished.exit == 0);
    const auto arrivals = scene.arrivals("batch");
    CHECK(each_once(arrivals, records));
    CHECK(in_waves(accepted_of(arrivals)));
    CHECK_THAT(finished.err, !Catch::Contains("the plugin's process died"));
    const Finished runs = scene.sluice({"runs", scene.folder / "pipeline.yaml"});
    CHECK_THAT(runs.out, Catch::Contains("reloaded"));
}

TEST_CASE("an unchanged pipeline keeps its connection over a reload, and goes on meanwhile") {
    ReloadScene scene{1500};
    auto run = scene.start();
    scene.feed(run, 1);
    REQUIRE(run.await([&] { return scene.accepted("batch") >= 50; }));

    scene.batch("profile.wave: { const: second }\n");
    scene.hang_up(run, "reload: live unchanged, batch changed");
    scene.feed(run, 2);

    std::set<std::uint64_t> connections;
    for (const Arrival& arrival : scene.arrivals("live")) {
        connections.insert(arrival.connection);
    }
    CHECK(connections.size() == 1);
    run.send(SIGTERM);
    const Finished finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 4);
}

TEST_CASE("an added pipeline begins, a removed one drains and can be run again from where it was") {
    constexpr std::size_t records = 1000;
    ReloadScene scene{records};
    auto run = scene.start();
    REQUIRE(run.await([&] { return scene.accepted("batch") >= 50; }));

    support::FileText file = scene.file;
    file.pipelines.back().name = "news";
    file.pipelines.back().destination = "live";
    scene.pipelines(file);
    scene.hang_up(run, "reload: live unchanged, news added, batch removed");
    REQUIRE(run.await([&] { return scene.accepted("live") == records; }));
    const Finished finished = scene.end(run);
    INFO(said(finished));
    CHECK(finished.exit == 0);
    const std::uint64_t before = scene.accepted("batch");
    CHECK(before < records);

    file = scene.file;
    file.pipelines.erase(file.pipelines.begin());
    scene.pipelines(file);
    const Finished rest = scene.run();
    INFO(said(rest));
    CHECK(rest.exit == 0);
    CHECK(each_once(scene.arrivals("batch"), records));
}

TEST_CASE("a destination that is paused holds up no reload, nor the others meanwhile") {
    constexpr std::size_t records = 100;
    ReloadScene scene{records};
    scene.sandbox.script(
        R"({"rules":[{"match":{"path":"/m2/batch/"},"then":{"status":429,"retry_after":1}}]})"
    );
    auto run = scene.start();
    REQUIRE(run.await([&] { return times(run, "the destination is paused") != 0; }));

    scene.batch("profile.wave: { const: second }\n");
    scene.hang_up(run, "reload: live unchanged, batch changed");
    scene.feed(run, 1);
    CHECK(scene.accepted("batch") == 0);
    scene.sandbox.script(all_well);

    REQUIRE(run.await([&] { return scene.accepted("batch") >= records; }));
    const Finished finished = scene.end(run);
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(each_once(scene.arrivals("batch"), records));
}

TEST_CASE("what is never answered is awaited for drain_timeout, while the others go on") {
    constexpr std::size_t records = 100;
    ReloadScene scene{records, "inproc", "delivery: { drain_timeout: 1s }\n"};
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/batch/"},"then":{"reset":"hang"}}]})");
    auto run = scene.start();
    REQUIRE(run.await([&] { return !scene.arrivals("batch").empty(); }));

    scene.batch("profile.wave: { const: second }\n");
    run.send(SIGHUP);
    REQUIRE(run.await([&] { return times(run, "the files are read again") == 1; }));
    scene.feed(run, 1);
    REQUIRE(run.await([&] { return times(run, "reload: live unchanged, batch changed") == 1; }));
    scene.sandbox.script(all_well);

    REQUIRE(run.await([&] { return scene.accepted("batch") >= records; }));
    const Finished finished = scene.end(run);
    INFO(said(finished));
    CHECK(finished.exit == 0);
}

TEST_CASE("what only a restart can change is refused, and so is another standard input") {
    ReloadScene scene{0};
    auto run = scene.start();
    scene.feed(run, 1);

    support::FileText file = scene.file;
    file.more = "state_dir: elsewhere\n";
    file.pipelines.front().mapping += "profile.wave: { const: second }\n";
    scene.pipelines(file);
    scene.hang_up(run, refused);

    CHECK_THAT(run.err(), Catch::Contains("expected state_dir as the run began with it"));
    CHECK_THAT(run.err(), Catch::Contains("standard input, which cannot be read again"));
    scene.feed(run, 2);
    CHECK(scene.end(run).exit == 0);
}

TEST_CASE("a pipeline that cannot begin as the file says now goes on as it was") {
    constexpr std::size_t records = 1000;
    ReloadScene scene{records};
    scene.folder.write("other.ndjson", support::profile_line(0) + '\n');
    auto run = scene.start();
    REQUIRE(run.await([&] { return scene.accepted("batch") >= 50; }));

    // Another source while the first one is not finished.
    support::FileText file = scene.file;
    file.pipelines.back().source = "other.ndjson";
    scene.pipelines(file);
    scene.hang_up(run, "reload: live unchanged, batch as it was");

    CHECK(times(run, "the pipeline does not start as the files say now") == 1);
    REQUIRE(run.await([&] { return scene.accepted("batch") >= records; }));
    const Finished finished = scene.end(run);
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(each_once(scene.arrivals("batch"), records));
}

TEST_CASE("a second SIGHUP is heeded after the first, with the files as they are then") {
    ReloadScene scene{1500};
    auto run = scene.start();
    REQUIRE(run.await([&] { return scene.accepted("batch") >= 50; }));

    scene.batch("profile.wave: { const: second }\n");
    run.send(SIGHUP);
    REQUIRE(run.await([&] { return times(run, "the files are read again") == 1; }));
    scene.batch("profile.wave: { const: third }\n");
    run.send(SIGHUP);

    REQUIRE(run.await([&] { return times(run, "reload: live unchanged, batch ") == 2; }));
    REQUIRE(run.await([&] { return scene.accepted("batch") == 1500; }));
    CHECK(scene.arrivals("batch").back().attributes.at("wave") == "third");
    CHECK(scene.end(run).exit == 0);
    CHECK(each_once(scene.arrivals("batch"), 1500));
}

TEST_CASE("SIGHUP does nothing while a run drains, nor where it was ignored from the start") {
    ReloadScene scene{0};
    const std::string script = scene.folder.write(
        "nohup", "#!/bin/sh\ntrap '' HUP\nexec '" + scene.program + "' \"$@\"\n"
    );
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    scene.program = script;
    auto run = scene.start();
    scene.feed(run, 1);
    run.send(SIGHUP);
    scene.feed(run, 2);
    CHECK(times(run, "the files are read again") == 0);
    CHECK(scene.end(run).exit == 0);

    ReloadScene drained{1, "inproc"};
    drained.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"delay_ms":1000}}]})");
    auto stopping = drained.start();
    REQUIRE(stopping.await([&] { return !drained.arrivals("batch").empty(); }));
    stopping.send(SIGTERM);
    REQUIRE(stopping.await([&] { return times(stopping, "stopping: ") == 1; }));
    stopping.send(SIGHUP);
    const Finished finished = stopping.wait();
    INFO(said(finished));
    CHECK_THAT(finished.err, Catch::Contains("SIGHUP is ignored: the run is stopping"));
}
