#include "fixtures.hpp"
#include "host/state/committer.hpp"
#include "host/state/database.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <poll.h>

using host::Commit;
using host::Committer;
using namespace std::chrono_literals;

namespace {

struct Fixture {
    test::TemporaryFolder folder;
    host::Store store = test::open_store(folder.state());

    Fixture() {
        if (!store.begin_generation("loyalty", test::identity(), 5)) {
            throw std::runtime_error{"no generation"};
        }
    }
    host::StoredSource source() { return store.source("loyalty").value().value(); }
    Committer committer() { return Committer::open(folder.state()).value(); }
};

bool is_readable(int fd, int timeout_ms) {
    pollfd waited{.fd = fd, .events = POLLIN, .revents = 0};
    return ::poll(&waited, 1, timeout_ms) == 1;
}

// The invariant of a state: checkpoint, counts and rejects tell the same story.
bool agrees(host::Store& store, std::uint64_t& reached) {
    const auto source = store.source("loyalty").value().value();
    reached = source.checkpoint.next.ordinal;
    const auto rejects = store.rejects({}, 0, 1'000'000).value();
    bool good = source.counts.records == reached && source.counts.rejected == rejects.size();
    for (std::size_t i = 0; i < rejects.size(); ++i) {
        good = good && rejects[i].at.ordinal == i * 10;
    }
    return good;
}

// Commits for ever from `from` on, and writes into `pipe` how far it was told that all is durable.
int commit_for_ever(const host::StateOptions& options, std::uint64_t from, int pipe) {
    auto committer = Committer::open(options);
    std::vector<std::uint64_t> reached{from};
    for (std::uint64_t told = 0;;) {
        const std::uint64_t next = reached.back() + 7;
        committer->submit(test::progress(reached.back(), next));
        reached.push_back(next);
        if (committer->backlog() > 50) {
            is_readable(committer->ack_fd(), 1000);
        }
        committer->clear_ack();
        if (const auto committed = committer->committed(); committed > told) {
            told = committed;
            if (::write(pipe, &reached[committed], sizeof reached[0]) < 0) {
                return 1;
            }
        }
    }
}

}  // namespace

TEST_CASE("what was submitted is durable once it is acknowledged") {
    Fixture state;
    Committer committer = state.committer();
    CHECK(committer.submit(test::progress(0, 20)) == 1);
    CHECK(committer.submit(test::progress(20, 30)) == 2);
    while (committer.committed() < 2) {
        REQUIRE(is_readable(committer.ack_fd(), 10'000));
        committer.clear_ack();
    }
    CHECK(committer.backlog() == 0);
    CHECK_FALSE(committer.error());
    std::uint64_t reached = 0;
    CHECK(agrees(state.store, reached));
    CHECK(reached == 30);
}

TEST_CASE("the descriptor is silent until something was committed, and after it was cleared") {
    Fixture state;
    Committer committer = state.committer();
    CHECK_FALSE(is_readable(committer.ack_fd(), 0));
    committer.clear_ack();
    committer.submit(test::progress(0, 1));
    REQUIRE(committer.flush());
    CHECK(is_readable(committer.ack_fd(), 0));
    committer.clear_ack();
    CHECK_FALSE(is_readable(committer.ack_fd(), 0));
}

TEST_CASE("submitting does not wait for the disk, and what piled up is one transaction") {
    Fixture state;
    Committer committer = state.committer();
    auto other = host::Database::open(state.folder.state()).value();
    {
        const host::Transaction blocks{*other};
        for (std::uint64_t i = 0; i < 2000; ++i) {
            committer.submit(test::progress(i, i + 1));
        }
        committer.reserve({.account = "acme", .count = 1, .limit = 5, .window = 24h, .now_ms = 0});
        CHECK(committer.committed() == 0);
        CHECK(committer.backlog() == 2000);
        CHECK(committer.take_grants().empty());
    }
    REQUIRE(committer.flush());
    CHECK(committer.committed() == 2000);
    CHECK(committer.take_grants().size() == 1);
    std::uint64_t reached = 0;
    CHECK(agrees(state.store, reached));
    CHECK(reached == 2000);
    // 2,000 transactions would be 2,000 pages of 4 KiB at least.
    CHECK(std::filesystem::file_size(state.folder / "state/state.db-wal") < 1'000'000);
}

TEST_CASE("the last commit of each pipeline in a group counts") {
    Fixture state;
    REQUIRE(state.store.begin_generation("visits", test::identity(), 5));
    {
        Committer committer = state.committer();
        auto other = host::Database::open(state.folder.state()).value();
        const host::Transaction blocks{*other};
        for (std::uint64_t i = 1; i <= 5; ++i) {
            committer.submit(test::progress(i * 10, i * 10 + 10));
            Commit visits = test::progress(0, i);
            visits.pipeline = "visits";
            visits.rejects.clear();
            committer.submit(std::move(visits));
        }
        Commit replay;
        replay.pipeline = "loyalty";
        replay.generation = "1";
        replay.rejects_done = {1};
        committer.submit(std::move(replay));
    }
    CHECK(state.source().checkpoint.next.ordinal == 60);
    CHECK(state.store.source("visits").value()->checkpoint.next.ordinal == 5);
    CHECK(state.store.count_rejects({}).value() == 4);
}

TEST_CASE("the end of a committer writes what is still queued") {
    Fixture state;
    {
        Committer committer = state.committer();
        committer.submit(test::progress(0, 20));
    }
    CHECK(state.source().checkpoint.next.ordinal == 20);
}

TEST_CASE("after a full disk nothing is claimed that is not durable") {
    Fixture state;
    auto options = state.folder.state();
    options.max_bytes = 1'000'000;
    Committer committer = Committer::open(options).value();
    std::uint64_t records = 0;
    while (!committer.error() && records < 10'000) {
        Commit commit = test::progress(records, records + 10);
        commit.rejects[0].payload.assign(20'000, 'x');
        committer.submit(std::move(commit));
        records += 10;
        static_cast<void>(committer.flush());
    }
    REQUIRE(committer.error());
    CHECK(test::holds(
        committer.error()->text, "state.db: cannot keep the rejects: database or disk is full"
    ));
    CHECK(test::holds(committer.error()->text, "free some space"));
    CHECK(committer.error()->exit_code() == 74);
    CHECK(is_readable(committer.ack_fd(), 0));
    CHECK_FALSE(committer.flush());
    const auto durable = committer.committed();
    CHECK(durable == records / 10 - 1);
    committer.submit(test::progress(records, records + 1));
    CHECK_FALSE(committer.flush());
    CHECK(committer.committed() == durable);
    CHECK(committer.backlog() == 2);
    std::uint64_t reached = 0;
    CHECK(agrees(state.store, reached));
    CHECK(reached == durable * 10);
}

TEST_CASE("a state that another process keeps busy is an error and not an endless wait") {
    Fixture state;
    auto options = state.folder.state();
    options.busy_timeout = 1ms;
    Committer committer = Committer::open(options).value();
    auto other = host::Database::open(options).value();
    const host::Transaction blocks{*other};
    committer.submit(test::progress(0, 1));
    CHECK_FALSE(committer.flush());
    CHECK(test::holds(committer.error()->text, "another process has kept the state busy"));
    CHECK(committer.committed() == 0);
}

TEST_CASE("quota is reserved in order and shared between processes") {
    Fixture state;
    const auto reserve = [&](Committer& committer, std::uint64_t count) {
        committer.reserve(
            {.account = "acme", .count = count, .limit = 100, .window = 24h, .now_ms = 1000}
        );
    };
    const int status = test::in_child([&] {
        Committer committer = state.committer();
        reserve(committer, 70);
        return committer.flush() && committer.take_grants().at(0).count == 70 ? 0 : 1;
    });
    REQUIRE(status == 0);
    Committer committer = state.committer();
    reserve(committer, 20);
    reserve(committer, 20);
    reserve(committer, 20);
    REQUIRE(committer.flush());
    const auto grants = committer.take_grants();
    REQUIRE(grants.size() == 3);
    CHECK(grants[0].count == 20);
    CHECK(grants[1].count == 10);
    CHECK(grants[2].count == 0);
    CHECK(grants[2].free_at_ms > 1000);
    CHECK(committer.take_grants().empty());
    committer.give_back("acme", grants[0].use_before_ms, 15);
    reserve(committer, 20);
    REQUIRE(committer.flush());
    CHECK(committer.take_grants().at(0).count == 15);
    CHECK(state.store.quota_used("acme", 24h, 1000).value() == 100);
}

TEST_CASE("after a kill at any moment all that was acknowledged is there, and it agrees") {
    const test::TemporaryFolder folder;
    {
        auto store = test::open_store(folder.state());
        REQUIRE(store.begin_generation("loyalty", test::identity(), 5));
    }
    std::uint64_t from = 0;
    for (int round = 0; round < 12; ++round) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::_exit(commit_for_ever(folder.state(), from, ends[1]));
        }
        ::close(ends[1]);
        std::uint64_t acknowledged = from;
        for (int i = 0; i < 3 + 5 * round; ++i) {
            REQUIRE(::read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged);
        }
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        while (::read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
        }
        ::close(ends[0]);
        auto store = test::open_store(folder.state());
        REQUIRE(agrees(store, from));
        CHECK(from >= acknowledged);
    }
}
