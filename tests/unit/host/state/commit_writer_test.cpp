#include "fixtures.hpp"
#include "host/state/commit_writer.hpp"
#include "host/state/schema.hpp"

#include <catch2/catch.hpp>

using host::Commit;

namespace {

struct Fixture {
    test::TemporaryFolder folder;
    host::Store store = test::open_store(folder.state());
    std::unique_ptr<host::Database> database = host::open_state(folder.state()).value();
    host::CommitWriter writer{*database};

    Fixture() {
        if (!store.begin_generation("loyalty", test::identity(), 5)) {
            throw std::runtime_error{"no generation"};
        }
    }
    std::vector<host::RejectRow> rejects() { return store.rejects({}, 0, 100).value(); }
};

}  // namespace

TEST_CASE("checkpoint, finals and counts are read back as they were written") {
    Fixture state;
    Commit commit = test::progress(0, 7);
    commit.checkpoint->runs = {{9, 12}, {14, 14}};
    commit.checkpoint->updates = {{7, 1}, {13, 0}, {13, 4}};
    commit.counts.filtered = 2;
    commit.counts.superseded = 3;
    commit.counts.unchanged = 4;
    commit.counts.maybe_repeated = 1;
    commit.finished = true;
    commit.now_ms = 77;
    REQUIRE(state.writer.write_source(commit));
    const auto source = state.store.source("loyalty").value().value();
    CHECK(source.checkpoint.next.ordinal == 7);
    CHECK(source.checkpoint.next.line == 8);
    CHECK(source.checkpoint.next.end == 700);
    CHECK(source.checkpoint.runs == commit.checkpoint->runs);
    CHECK(source.checkpoint.updates == commit.checkpoint->updates);
    CHECK(source.counts == commit.counts);
    CHECK(source.finished);
    CHECK(source.began_ms == 5);
    CHECK(source.saved_ms == 77);
}

TEST_CASE("progress of a generation that is gone is refused") {
    Fixture state;
    REQUIRE(state.store.begin_generation("loyalty", test::identity(), 6));
    const auto written = state.writer.write_source(test::progress(0, 7));
    REQUIRE_FALSE(written);
    CHECK(test::holds(written.error().text, "pipeline 'loyalty', generation 1"));
    CHECK(state.store.source("loyalty").value()->checkpoint.next.ordinal == 0);
}

TEST_CASE("finals that are not ascending are a bug and are not written") {
    Fixture state;
    Commit commit = test::progress(0, 7);
    commit.checkpoint->runs = {{3, 4}};
    const auto written = state.writer.write_source(commit);
    REQUIRE_FALSE(written);
    CHECK(test::holds(written.error().text, "bug in Sluice"));
}

TEST_CASE("a reject is kept with all that is known of it") {
    Fixture state;
    Commit commit;
    commit.rejects = {test::reject(3, 2)};
    commit.rejects[0].keys = {0xffff'ffff'ffff'fff0U, 7};
    commit.rejects[0].account = "adobe_target acme";
    commit.rejects[0].overtaken_ms = 88;
    commit.rejects[0].payload = std::string{"{\"x\":\"\xff\0\"}", 10};
    REQUIRE(state.writer.write_rejects(commit));
    const auto rows = state.rejects();
    REQUIRE(rows.size() == 1);
    const auto& row = rows[0];
    const auto& sent = commit.rejects[0];
    CHECK(row.id == 1);
    CHECK(row.pipeline == "loyalty");
    CHECK(row.generation == "1");
    CHECK(row.at.ordinal == 3);
    CHECK(row.at.line == 4);
    CHECK(row.at.end == 400);
    CHECK(row.sub == 2);
    CHECK(row.unix_ms == sent.unix_ms);
    CHECK(row.attempts == 3);
    CHECK(row.source == sent.source);
    CHECK(row.payload == sent.payload);
    CHECK(row.why.code == "gave_up");
    CHECK(row.why.message == sent.why.message);
    CHECK(row.why.field == "ecid");
    CHECK(row.why.vendor_code == 503);
    CHECK(row.why.maybe_delivered);
    CHECK(row.keys == sent.keys);
    CHECK(row.account == sent.account);
    CHECK(row.overtaken_ms == 88);
}

TEST_CASE("the same update rejected once more replaces its row") {
    Fixture state;
    Commit commit;
    commit.rejects = {test::reject(3), test::reject(3, 1), test::reject(3)};
    commit.rejects[2].attempts = 9;
    REQUIRE(state.writer.write_rejects(commit));
    const auto rows = state.rejects();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].attempts == 9);
    CHECK(rows[1].sub == 1);
}

TEST_CASE("a replay deletes what was delivered and renews what was rejected again") {
    Fixture state;
    Commit commit;
    commit.rejects = {test::reject(1), test::reject(2), test::reject(3)};
    REQUIRE(state.writer.write_rejects(commit));
    Commit replay;
    replay.rejects_done = {1};
    replay.rejects_again = {test::reject(2)};
    replay.rejects_again[0].id = 2;
    replay.rejects_again[0].attempts = 4;
    replay.rejects_again[0].why.code = "too_large";
    replay.rejects_again[0].keys = {5, 6};
    REQUIRE(state.writer.write_rejects(replay));
    const auto rows = state.rejects();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id == 2);
    CHECK(rows[0].attempts == 4);
    CHECK(rows[0].why.code == "too_large");
    CHECK(rows[0].keys == host::UserKeys{5, 6});
    CHECK(rows[1].id == 3);
    CHECK(rows[1].why.code == "gave_up");
}

TEST_CASE("the number of a reject that is gone is not given to another") {
    Fixture state;
    Commit commit;
    commit.rejects = {test::reject(1)};
    REQUIRE(state.writer.write_rejects(commit));
    commit.rejects = {test::reject(2)};
    commit.rejects_done = {1};
    REQUIRE(state.writer.write_rejects(commit));
    const auto rows = state.rejects();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].id == 2);
}

namespace {

host::RejectRow reject_of(std::uint64_t ordinal, host::UserKeys keys) {
    host::RejectRow row = test::reject(ordinal);
    row.keys = keys;
    row.account = "acme";
    return row;
}

// By ordinal: which rows are overtaken.
std::vector<std::uint64_t> overtaken(Fixture& state) {
    std::vector<std::uint64_t> ordinals;
    for (const host::RejectRow& row : state.rejects()) {
        if (row.overtaken_ms != 0) {
            ordinals.push_back(row.at.ordinal);
        }
    }
    return ordinals;
}

}  // namespace

TEST_CASE("what overtakes a user's rejects marks those that were there before, in that account") {
    Fixture state;
    Commit commit;
    commit.rejects = {
        reject_of(0, {1, 0}),
        reject_of(1, {2, 1}),
        reject_of(2, {2, 0}),
        reject_of(3, {0, 0}),
        reject_of(4, {0, 1}),
        reject_of(5, {1, 0})};
    commit.rejects[5].account = "other";
    REQUIRE(state.writer.write_rejects(commit));
    Commit next;
    next.account = "acme";
    next.now_ms = 99;
    next.overtaken = {{.user = 1}};
    next.rejects = {reject_of(6, {1, 0})};
    REQUIRE(state.writer.write_rejects(next));
    CHECK(overtaken(state) == std::vector<std::uint64_t>{0, 1, 4});
    CHECK(state.rejects()[0].overtaken_ms == 99);
    CHECK(state.store.users_with_rejects("acme").value() == std::vector<host::UserKey>{0, 1, 2});

    next.rejects.clear();
    next.overtaken = {{.user = 0}};
    REQUIRE(state.writer.write_rejects(next));
    CHECK(overtaken(state) == std::vector<std::uint64_t>{0, 1, 3, 4});

    host::RejectFilter filter;
    filter.overtaken = true;
    CHECK(state.store.count_rejects(filter).value() == 4);
    CHECK(state.store.reject_groups({}).value().at(0).overtaken == 4);
    filter.overtaken = false;
    CHECK(state.store.rejects(filter, 0, 10).value().size() == 3);
}

TEST_CASE("a replayed reject overtakes those of its user that are older than itself") {
    Fixture state;
    Commit commit;
    commit.rejects = {reject_of(0, {0, 0}), reject_of(1, {1, 0}), reject_of(2, {1, 0})};
    REQUIRE(state.writer.write_rejects(commit));
    Commit replay;
    replay.account = "acme";
    replay.now_ms = 99;
    replay.rejects_done = {2};
    // Today's mapping tells whose the first one is.
    replay.rejects_again = {reject_of(0, {1, 0})};
    replay.rejects_again[0].id = 1;
    replay.overtaken = {{.user = 1, .before_id = 2}};
    REQUIRE(state.writer.write_rejects(replay));
    CHECK(overtaken(state) == std::vector<std::uint64_t>{0});
    CHECK(state.rejects().size() == 2);
}

TEST_CASE("fingerprints are kept by pipeline and user, replaced, and forgotten") {
    Fixture state;
    Commit commit;
    commit.pipeline = "loyalty";
    commit.fingerprints = {{1, 0xffff'ffff'ffff'fff0U}, {2, 5}, {1, 6}};
    REQUIRE(state.writer.write_fingerprints(commit));
    CHECK(state.store.fingerprint("loyalty", 1).value() == 6);
    CHECK(state.store.fingerprint("loyalty", 2).value() == 5);
    CHECK(state.store.fingerprint("loyalty", 3).value() == 0);
    CHECK(state.store.fingerprint("visits", 1).value() == 0);
    commit.fingerprints = {{2, 0}};
    REQUIRE(state.writer.write_fingerprints(commit));
    CHECK(state.store.fingerprint("loyalty", 2).value() == 0);
    REQUIRE(state.store.forget_fingerprints("visits"));
    CHECK(state.store.fingerprint("loyalty", 1).value() == 6);
    REQUIRE(state.store.forget_fingerprints("loyalty"));
    CHECK(state.store.fingerprint("loyalty", 1).value() == 0);
}
