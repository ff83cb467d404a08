#include "fixtures.hpp"
#include "host/state/schema.hpp"
#include "host/state/store.hpp"

#include <catch2/catch.hpp>

using host::RunRow;

namespace {

RunRow run(const char* pipeline) {
    RunRow row;
    row.pipeline = pipeline;
    row.generation = "3";
    row.started_ms = 1000;
    row.config_hash = "c0ffee";
    row.plugin_hash = "beef";
    return row;
}

}  // namespace

TEST_CASE("a run that has not ended, or was killed, is in the history as such") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    REQUIRE(store.begin_run(run("loyalty")));
    const auto rows = store.runs({}, 10).value();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].ended_ms == 0);
    CHECK(rows[0].exit == -1);
    CHECK(rows[0].generation == "3");
    CHECK(rows[0].config_hash == "c0ffee");
    CHECK(rows[0].plugin_hash == "beef");
}

TEST_CASE("a run that ended has its counts and its exit code") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    RunRow row = run("loyalty");
    REQUIRE(store.begin_run(run("visits")));
    row.id = store.begin_run(row).value();
    row.ended_ms = 2000;
    row.exit = 3;
    row.counts = {
        .records = 1,
        .updates = 2,
        .delivered = 3,
        .rejected = 4,
        .filtered = 5,
        .superseded = 7,
        .unchanged = 8,
        .maybe_repeated = 6};
    REQUIRE(store.end_run(row));
    const auto rows = store.runs({}, 10).value();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id == row.id);
    CHECK(rows[0].started_ms == 1000);
    CHECK(rows[0].ended_ms == 2000);
    CHECK(rows[0].exit == 3);
    CHECK(rows[0].counts == row.counts);
    CHECK(rows[1].exit == -1);
}

TEST_CASE("the history is newest first, by pipeline if asked, and no longer than asked") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    for (const char* pipeline : {"loyalty", "visits", "loyalty", "visits", "loyalty"}) {
        REQUIRE(store.begin_run(run(pipeline)));
    }
    CHECK(store.runs({}, 10).value().size() == 5);
    const auto rows = store.runs("loyalty", 2).value();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id == 5);
    CHECK(rows[1].id == 3);
}

TEST_CASE("of each pipeline the newest runs are kept") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    {
        auto database = host::open_state(folder.state()).value();
        REQUIRE(database->exec(
            "INSERT INTO runs(pipeline, generation, started_ms, ended_ms, records, updates,"
            " delivered, rejected, filtered, superseded, unchanged, maybe_repeated, exit,"
            " config_hash, plugin_hash) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
            " FROM n WHERE i < 1002) SELECT iif(i = 1, 'visits', 'loyalty'), '1', i, i, 0, 0, 0, 0,"
            " 0, 0, 0, 0, 0, '', '' FROM n"
        ));
    }
    RunRow newest;
    newest.pipeline = "loyalty";
    newest.generation = "1";
    REQUIRE(store.begin_run(newest));
    const auto kept = store.runs("loyalty", 5000).value();
    CHECK(kept.size() == host::Store::kept_runs);
    CHECK(kept.back().started_ms == 4);
    CHECK(store.runs("visits", 10).value().size() == 1);
}
