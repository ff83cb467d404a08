#include "host/command/run_text.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using host::ListedRun;
using host::RunStatus;

namespace {

ListedRun some_run(RunStatus status) {
    ListedRun run;
    run.status = status;
    run.row.id = 7;
    run.row.pipeline = "loyalty";
    run.row.generation = "2";
    run.row.started_ms = 1'795'514'400'000;  // 2026-11-24T10:00:00Z
    run.row.config_hash = std::string(60, 'c') + "ffff";
    run.row.plugin_hash = std::string(60, 'p') + "ffff";
    if (status == RunStatus::ended) {
        run.row.ended_ms = run.row.started_ms + 4200;
        run.row.exit = 3;
        run.row.counts.records = 1234;
        run.row.counts.updates = 1234;
        run.row.counts.delivered = 1230;
        run.row.counts.rejected = 3;
    }
    return run;
}

}  // namespace

TEST_CASE("an ended run shows start, end, duration, exit, counts and the beginning of its hashes") {
    const std::string text = host::runs_text({some_run(RunStatus::ended)}, 0);
    for (const char* part :
         {"loyalty",
          "2026-11-24 10:00",
          "4.2 s",
          "1,234",
          "1,230",
          "cccccccccccc",
          "pppppppppppp"}) {
        CHECK_THAT(text, Catch::Contains(part));
    }
    CHECK(text.find("ccccccccccccc") == std::string::npos);
}

TEST_CASE("a run without an end is running or was killed, and its counts are not known") {
    const auto running = some_run(RunStatus::running);
    const std::string text = host::runs_text({running}, running.row.started_ms + 61'000);
    CHECK_THAT(text, Catch::Contains("running") && Catch::Contains("1 min 01 s"));
    CHECK_THAT(host::runs_text({some_run(RunStatus::killed)}, 0), Catch::Contains("killed"));
    const auto json = boost::json::parse(host::run_json(some_run(RunStatus::killed)));
    CHECK(json.at("status") == "killed");
    CHECK(json.at("exit").is_null());
    CHECK_FALSE(json.as_object().contains("delivered"));
}

TEST_CASE("as JSON a run is one line with whole hashes and every count") {
    const std::string line = host::run_json(some_run(RunStatus::ended));
    CHECK(line.find('\n') == line.size() - 1);
    const auto json = boost::json::parse(line);
    CHECK(json.at("run") == 7);
    CHECK(json.at("ended") == "2026-11-24T10:00:04.200Z");
    CHECK(json.at("milliseconds") == 4200);
    CHECK(json.at("exit") == 3);
    CHECK(json.at("pending") == 1);
    CHECK(json.at("config").as_string().size() == 64);
}

TEST_CASE("no runs are said to be none") {
    CHECK(host::runs_text({}, 0) == "no runs\n");
}

TEST_CASE("a row that a reload ended has its counts and no exit, for the next one goes on") {
    auto run = some_run(RunStatus::ended);
    run.row.exit = host::RunRow::reloaded;
    CHECK_THAT(host::runs_text({run}, 0), Catch::Contains("reloaded") && Catch::Contains("1,230"));
    const auto json = boost::json::parse(host::run_json(run)).as_object();
    CHECK(json.at("status") == "reloaded");
    CHECK(json.at("exit").is_null());
    CHECK(json.at("delivered") == 1230);
}
