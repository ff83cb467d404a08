#include "fixtures.hpp"
#include "host/state/schema.hpp"
#include "host/state/store.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;

TEST_CASE("a pipeline that never ran has no source") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    const auto source = store.source("loyalty");
    REQUIRE(source);
    CHECK_FALSE(*source);
}

TEST_CASE("a first generation stands at the beginning of its source") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    const auto begun = store.begin_generation("loyalty", test::identity(), 5).value();
    CHECK(begun.generation == "1");
    CHECK(begun.identity.path == "/data/profiles.ndjson");
    CHECK(begun.identity.device == test::identity().device);
    CHECK(begun.identity.inode == 42);
    CHECK(begun.identity.size == 1000);
    CHECK(begun.identity.head_bytes == 1000);
    CHECK(begun.identity.head_sha256 == "ab12");
    CHECK(begun.checkpoint.next.ordinal == 0);
    CHECK(begun.checkpoint.next.line == 1);
    CHECK(begun.checkpoint.next.end == 0);
    CHECK(begun.checkpoint.runs.empty());
    CHECK(begun.counts == host::Counts{});
    CHECK_FALSE(begun.finished);
    CHECK(begun.began_ms == 5);
}

TEST_CASE("a new generation has the next number and nothing of the old one") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    REQUIRE(store.begin_generation("loyalty", test::identity(), 5));
    REQUIRE(store.begin_generation("visits", test::identity(), 5));
    {
        auto database = host::open_state(folder.state()).value();
        REQUIRE(database->exec("UPDATE sources SET next_ordinal = 9, next_line = 9, next_end = 9,"
                               " records = 9, updates = 9, finished = 1"));
    }
    auto other = test::identity();
    other.inode = 43;
    const auto begun = store.begin_generation("loyalty", other, 6).value();
    CHECK(begun.generation == "2");
    CHECK(begun.identity.inode == 43);
    CHECK(begun.checkpoint.next.ordinal == 0);
    CHECK(begun.checkpoint.next.end == 0);
    CHECK(begun.counts == host::Counts{});
    CHECK_FALSE(begun.finished);
    CHECK(store.source("visits").value()->checkpoint.next.ordinal == 9);
}

TEST_CASE("a file that has grown goes on where it was") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    REQUIRE(store.begin_generation("loyalty", test::identity(), 5));
    {
        auto database = host::open_state(folder.state()).value();
        REQUIRE(database->exec("UPDATE sources SET next_ordinal = 9, records = 9, finished = 1"));
    }
    auto grown = test::identity();
    grown.size = 5000;
    REQUIRE(store.continue_generation("loyalty", grown));
    const auto source = store.source("loyalty").value().value();
    CHECK(source.generation == "1");
    CHECK(source.identity.size == 5000);
    CHECK(source.checkpoint.next.ordinal == 9);
    CHECK(source.counts.records == 9);
    CHECK_FALSE(source.finished);
}

TEST_CASE("a source that is not there cannot be continued") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    const auto done = store.continue_generation("loyalty", test::identity());
    REQUIRE_FALSE(done);
    CHECK(test::holds(done.error().text, "'loyalty'"));
}

TEST_CASE("a set of finals that cannot be read is an error, never a source that begins again") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    REQUIRE(store.begin_generation("loyalty", test::identity(), 5));
    {
        auto database = host::open_state(folder.state()).value();
        REQUIRE(database->exec("UPDATE sources SET finals = x'0900'"));
    }
    const auto source = store.source("loyalty");
    REQUIRE_FALSE(source);
    CHECK(test::holds(source.error().text, "the state is damaged"));
    CHECK(test::holds(source.error().text, "--from-start"));
}

TEST_CASE("the seed of the user keys is the state's own and stays") {
    const test::TemporaryFolder folder;
    const test::TemporaryFolder other;
    const std::uint64_t seed = test::open_store(folder.state()).user_key_seed().value();
    CHECK(test::open_store(folder.state()).user_key_seed().value() == seed);
    CHECK(test::open_store(other.state()).user_key_seed().value() != seed);
}

TEST_CASE("quota that nobody reserved is not used") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    CHECK(store.quota_used("acme", 24h, 0).value() == 0);
}

TEST_CASE("a store can be moved") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    auto moved = std::move(store);
    CHECK(moved.source("loyalty"));
}
