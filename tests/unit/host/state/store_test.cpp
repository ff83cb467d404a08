#include "fixtures.hpp"
#include "host/state/group_writer.hpp"
#include "host/state/schema.hpp"
#include "host/state/store.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;

namespace {

void save(const test::TemporaryFolder& folder, host::Commit commit) {
    host::GroupWriter writer{host::open_state(folder.state()).value()};
    host::CommitGroup group;
    group.commits.push_back(std::move(commit));
    REQUIRE(writer.write(group));
}

// Nine records, all final, and no more to come.
void finish(const test::TemporaryFolder& folder, const char* pipeline) {
    host::Commit commit = test::progress(0, 9);
    commit.pipeline = pipeline;
    commit.rejects.clear();
    commit.finished = true;
    save(folder, std::move(commit));
}

}  // namespace

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
    finish(folder, "loyalty");
    finish(folder, "visits");
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

TEST_CASE("a generation that was left before its end takes the fingerprints with it") {
    const bool finished = GENERATE(false, true);
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    REQUIRE(store.begin_generation("loyalty", test::identity(), 5));
    {
        auto database = host::open_state(folder.state()).value();
        REQUIRE(database->exec("INSERT INTO fingerprints VALUES('loyalty', 1, 7), ('visits', 1, 8)")
        );
        REQUIRE((!finished || database->exec("UPDATE sources SET finished = 1")));
    }
    REQUIRE(store.begin_generation("loyalty", test::identity(), 6));
    CHECK(store.fingerprint("loyalty", 1).value() == (finished ? 7 : 0));
    CHECK(store.fingerprint("visits", 1).value() == 8);
}

TEST_CASE("a file that has grown goes on where it was") {
    const test::TemporaryFolder folder;
    auto store = test::open_store(folder.state());
    REQUIRE(store.begin_generation("loyalty", test::identity(), 5));
    finish(folder, "loyalty");
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

TEST_CASE("no byte of the state file can rot so that a source goes on elsewhere") {
    const test::TemporaryFolder folder;
    const auto file = folder / "state/state.db";
    {
        auto store = test::open_store(folder.state());
        REQUIRE(store.begin_generation("loyalty", test::identity(), 5));
        host::Commit commit = test::progress(0, 12'345);
        commit.rejects.clear();
        commit.checkpoint->runs = {{.first = 12'400, .last = 12'500}};
        save(folder, std::move(commit));
    }
    std::ifstream stream{file, std::ios::binary};
    const std::string whole{std::istreambuf_iterator<char>{stream}, {}};
    // The row, wherever it lies: its key and some hundred bytes behind it.
    const std::size_t key = whole.find("loyalty/data/profiles.ndjson");
    REQUIRE(key != std::string::npos);
    const std::size_t row = key - 30;  // its header
    std::size_t refused = 0;
    for (std::size_t at = row; at < row + 190; ++at) {
        std::string rotten = whole;
        rotten[at] = static_cast<char>(rotten[at] ^ 0x10);
        std::ofstream{file, std::ios::binary | std::ios::trunc} << rotten;
        auto store = host::Store::open(folder.state());
        if (!store) {
            ++refused;
            continue;
        }
        const auto source = store->source("loyalty");
        refused += source ? 0 : 1;
        INFO("byte " << at - row);
        CHECK((!source || !*source || (*source)->checkpoint.next.end == 1'234'500));
        CHECK((!source || !*source || (*source)->checkpoint.runs.size() == 1));
        CHECK((!source || !*source || !(*source)->finished));
    }
    CHECK(refused > 20);
}
