// The history of runs: what each did and what it went by, also of those that were killed.
#include "tests/end_to_end/scene.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <csignal>

namespace {

using end_to_end::lines_of;
using end_to_end::said;
using end_to_end::Scene;
using support::lines;
using support::profile_line;

// What `sluice runs --json` gives, newest first.
std::vector<boost::json::object> runs(Scene& scene, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"runs", "--json", scene.folder / "pipeline.yaml"};
    words.insert(words.end(), more.begin(), more.end());
    const auto listed = scene.sluice(words);
    INFO(said(listed));
    REQUIRE(listed.exit == 0);
    std::vector<boost::json::object> runs;
    for (const std::string& line : lines_of(listed.out)) {
        runs.push_back(boost::json::parse(line).as_object());
    }
    return runs;
}

}  // namespace

TEST_CASE("every run is in the history with its counts, its end, and what it went by") {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(lines(10, [](std::size_t i) { return profile_line(i); }) + "no JSON\n");
    scene.pipeline();
    CHECK(runs(scene).empty());
    REQUIRE(scene.run().exit == 3);
    REQUIRE(scene.run({"--from-start", "--limit", "4"}).exit == 0);
    scene.pipeline("guard: false\n");
    REQUIRE(scene.replay().exit == 3);

    const auto found = runs(scene);

    REQUIRE(found.size() == 3);
    const auto& first = found[2];
    CHECK(first.at("pipeline") == "identifiers");
    CHECK(first.at("status") == "ended");
    CHECK(first.at("exit") == 3);
    CHECK(first.at("records") == 11);
    CHECK(first.at("delivered") == 10);
    CHECK(first.at("rejected") == 1);
    CHECK(first.at("pending") == 0);
    CHECK(first.at("generation") == "1");
    CHECK(first.at("plugin").as_string().size() == 64);
    CHECK(found[1].at("delivered") == 4);
    CHECK(found[1].at("generation") == "2");
    CHECK(found[1].at("config") == first.at("config"));
    CHECK(found[0].at("generation") == "");
    CHECK(found[0].at("config") != first.at("config"));
    CHECK(found[0].at("plugin") == first.at("plugin"));

    const auto table = scene.sluice({"runs", "--limit", "2", scene.folder / "pipeline.yaml"});
    INFO(said(table));
    CHECK(lines_of(table.out).size() == 3);
    const std::string hash{first.at("config").as_string()};
    CHECK_THAT(table.out, Catch::Contains("identifiers") && Catch::Contains(hash.substr(0, 12)));
    CHECK(runs(scene, {"--pipeline", "other"}).empty());
}

TEST_CASE("a run is running while it runs, and killed once it was") {
    Scene scene{{"--seed-ids", "crm-:500", "--delay-ms", "500"}};
    scene.records(lines(500, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 50; }));
    CHECK(runs(scene).at(0).at("status") == "running");
    CHECK_THAT(
        scene.sluice({"runs", scene.folder / "pipeline.yaml"}).out, Catch::Contains("running")
    );
    run.send(SIGKILL);
    run.wait();
    CHECK(runs(scene).at(0).at("status") == "killed");

    REQUIRE(scene.run().exit == 0);
    const auto found = runs(scene);
    REQUIRE(found.size() == 2);
    CHECK(found[0].at("status") == "ended");
    CHECK(found[1].at("status") == "killed");
    CHECK(found[1].at("exit").is_null());
}

TEST_CASE("a run that was stopped by a signal ends in the history with 4 and what is pending") {
    Scene scene{{"--seed-ids", "crm-:500", "--delay-ms", "20"}};
    scene.records(lines(500, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline();
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 50; }));
    run.send(SIGTERM);
    REQUIRE(run.wait().exit == 4);
    const auto last = runs(scene).at(0);
    CHECK(last.at("exit") == 4);
    CHECK(last.at("delivered").as_int64() >= 50);
}
