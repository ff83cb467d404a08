#include "fixtures.hpp"
#include "host/state/group_writer.hpp"
#include "host/state/schema.hpp"

#include <catch2/catch.hpp>

using host::CommitGroup;
using host::GroupWriter;
using namespace std::chrono_literals;

namespace {

struct Fixture {
    test::TemporaryFolder folder;
    host::Store store = test::open_store(folder.state());
    GroupWriter writer{host::open_state(folder.state()).value()};

    Fixture() {
        if (!store.begin_generation("loyalty", test::identity(), 5)) {
            throw std::runtime_error{"no generation"};
        }
    }
    std::uint64_t reached() { return store.source("loyalty").value()->checkpoint.next.ordinal; }
    std::uint64_t rejects() { return store.count_rejects({}).value(); }
    std::uint64_t used() { return store.quota_used("acme", 24h, 1000).value(); }
};

host::Reservation wish(std::uint64_t count) {
    return {.account = "acme", .count = count, .limit = 100, .window = 24h, .now_ms = 1000};
}

}  // namespace

TEST_CASE("a group keeps all rejects and the last word on each source") {
    Fixture state;
    CommitGroup group;
    group.commits = {test::progress(0, 20), test::progress(20, 40)};
    REQUIRE(state.writer.write(group));
    CHECK(state.reached() == 40);
    CHECK(state.rejects() == 4);
}

TEST_CASE("a commit without a checkpoint leaves the source where it was") {
    Fixture state;
    CommitGroup group;
    group.commits = {test::progress(0, 20), test::progress(20, 40)};
    group.commits[1].checkpoint.reset();
    REQUIRE(state.writer.write(group));
    CHECK(state.reached() == 20);
    CHECK(state.rejects() == 4);
}

TEST_CASE("if one commit of a group fails, nothing of the group is in the file") {
    Fixture state;
    CommitGroup group;
    group.commits = {test::progress(0, 20), test::progress(20, 40)};
    group.commits[1].generation = "7";
    group.reservations = {wish(10)};
    REQUIRE_FALSE(state.writer.write(group));
    CHECK(state.reached() == 0);
    CHECK(state.rejects() == 0);
    CHECK(state.used() == 0);
    group.commits[1].generation = "1";
    CHECK(state.writer.write(group));
    CHECK(state.used() == 10);
}

TEST_CASE("units that are given back are free for the reservations of the same group") {
    Fixture state;
    CommitGroup group;
    group.reservations = {wish(100)};
    const auto first = state.writer.write(group).value();
    REQUIRE(first.at(0).count == 100);
    group.returned = {{"acme", first[0].use_before_ms, 30}};
    group.reservations = {wish(20), wish(20)};
    const auto grants = state.writer.write(group).value();
    REQUIRE(grants.size() == 2);
    CHECK(grants[0].count == 20);
    CHECK(grants[1].count == 10);
}
