// What operators see of a run by `sluice status`.
#include "tests/end_to_end/status_scene.hpp"

#include <csignal>
#include <filesystem>
#include <sys/stat.h>

namespace json = boost::json;
using end_to_end::await_status;
using end_to_end::file_of;
using end_to_end::is_held_up_by;
using end_to_end::pipeline_of;
using end_to_end::prepare;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::status;
using support::profile_line;

TEST_CASE("status shows a pipeline before, while and after another process runs it") {
    Scene scene{{"--seed-ids", "crm-:2000", "--delay-ms", "200"}};
    prepare(scene, 2000, "delivery: { max_in_flight: 8 }\n");
    CHECK(pipeline_of(status(scene)).at("state") == "never ran");
    CHECK_FALSE(std::filesystem::exists(scene.folder / "sluice-state"));

    auto run = scene.start_run();
    const auto live = await_status(scene, run, [](const json::object& status) {
        return is_held_up_by(status, "latency") &&
               pipeline_of(status).at("updates_per_second").to_number<double>() > 0;
    });
    const auto& one = pipeline_of(live);
    CHECK(one.at("state") == "running");
    CHECK(one.at("in_flight") == 8);
    CHECK(one.at("in_flight_limit") == 8);
    CHECK(one.at("pending").to_number<std::uint64_t>() >= 8);
    CHECK(one.at("oldest_pending_ms").to_number<std::uint64_t>() > 0);
    CHECK(one.at("process").to_number<std::int64_t>() > 0);
    CHECK_FALSE(one.at("expected_end_ms").is_null());
    CHECK_THAT(
        std::string{one.at("bottleneck").at("why").as_string()},
        Catch::Contains("% of the time in flight 8 of 8, ")
    );
    const auto& counts = one.at("counts").as_object();
    CHECK(
        counts.at("updates").to_number<std::uint64_t>() ==
        counts.at("delivered").to_number<std::uint64_t>() +
            one.at("pending").to_number<std::uint64_t>()
    );

    const auto text =
        scene.sluice({"status", "--plugin-path", end_to_end::plugin_folder(), file_of(scene)});
    CHECK_THAT(
        text.out,
        Catch::StartsWith("identifiers: running, process ") &&
            Catch::Contains("in flight 8 of 8") && Catch::Contains("bottleneck  latency: ")
    );
    const std::string file = scene.folder / "sluice-state/identifiers.status.json";
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);

    run.send(SIGTERM);
    const auto finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 4);
    CHECK_FALSE(std::filesystem::exists(file));
    const auto after = status(scene);
    CHECK(pipeline_of(after).at("state") == "not running");
    CHECK(pipeline_of(after).at("counts").at("delivered") == scene.sandbox.count("accepted"));
}

TEST_CASE("what a killed run wrote last is not told as if it ran") {
    Scene scene{{"--seed-ids", "crm-:2000", "--delay-ms", "200"}};
    prepare(scene, 2000, "delivery: { max_in_flight: 8 }\n");
    auto run = scene.start_run();
    await_status(scene, run, [](const json::object& status) {
        return pipeline_of(status).at("state") == "running" &&
               pipeline_of(status).at("in_flight") != 0;
    });
    run.send(SIGKILL);
    static_cast<void>(run.wait());
    CHECK(std::filesystem::exists(scene.folder / "sluice-state/identifiers.status.json"));
    CHECK(pipeline_of(status(scene)).at("state") == "not running");
}

TEST_CASE("a full state disk takes no status file, and the run goes on without") {
    Scene scene{{"--seed-ids", "crm-:500", "--delay-ms", "20"}};
    prepare(scene, 500, "delivery: { max_in_flight: 8 }\n");
    // What stands where the file would be written keeps it from being written.
    std::filesystem::create_directories(scene.folder / "sluice-state/identifiers.status.json.part");
    std::filesystem::permissions(scene.folder / "sluice-state", std::filesystem::perms::owner_all);
    auto run = scene.start_run();
    await_status(scene, run, [](const json::object& status) {
        return pipeline_of(status).at("state") == "running";
    });
    const auto finished = run.wait();
    INFO(said(finished));
    CHECK(finished.exit == 0);
    CHECK(pipeline_of(status(scene)).at("state") == "finished");
}

TEST_CASE("a stream that gives nothing, and a quota that is used up, are named as the bottleneck") {
    Scene scene{{"--seed-ids", "crm-:100"}};
    SECTION("source") {
        support::FileText text;
        text.destinations.front().config = "profile_auth: none\n";
        text.pipelines.front().source = "-";
        scene.pipelines(text);
        auto run = scene.start_run({}, true);
        run.write(profile_line(1) + '\n');
        await_status(scene, run, [](const json::object& status) {
            return is_held_up_by(status, "source") && pipeline_of(status).at("pending") == 0;
        });
        run.close_input();
        CHECK(run.wait().exit == 0);
    }
    SECTION("quota") {
        prepare(scene, 100, "quota: { limit: 50, window: 10m }\n");
        auto run = scene.start_run();
        const auto told = await_status(scene, run, [](const json::object& status) {
            return is_held_up_by(status, "quota");
        });
        const auto& one = pipeline_of(told);
        CHECK(one.at("pause").at("kind") == "quota");
        CHECK(one.at("quota").at("limit") == 50);
        CHECK(one.at("quota").at("used") == 50);
        CHECK(one.at("quota").at("left") == 0);
        CHECK(one.at("quota").at("free_at_ms").to_number<std::int64_t>() > 0);
        run.send(SIGTERM);
        CHECK(run.wait().exit == 4);
        CHECK(pipeline_of(status(scene)).at("quota").at("used") == 50);
    }
}
