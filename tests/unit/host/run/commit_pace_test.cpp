#include "host/run/commit_pace.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>

using namespace std::chrono_literals;
using host::CommitPace;
using host::Counts;
using host::Time;

namespace {

constexpr std::uint64_t credit = 64;

// A run in small: everything that may be sent is sent and answered, and commits become durable
// when the disk says so.
struct Run {
    explicit Run(unsigned seed) : chance{seed} {}

    std::mt19937 chance;
    Counts counts;
    CommitPace pace{Counts{}};
    std::uint64_t in_flight = 0;
    std::uint64_t commits = 0;
    std::uint64_t durable_finals = 0;    // delivered and on the disk
    std::uint64_t submitted_finals = 0;  // delivered and in the last commit
    Time now{1h};

    std::uint64_t would_repeat() const { return counts.delivered - durable_finals + in_flight; }

    void write_commit() {
        if (pace.is_under_way()) {
            durable_finals = submitted_finals;
            pace.durable(commits);
        }
    }

    void turn() {
        if (!pace.holds_back(counts)) {
            in_flight = credit;
        }
        const std::uint64_t answered = std::min<std::uint64_t>(in_flight, chance() % 200);
        in_flight -= answered;
        counts.delivered += answered;
        if (pace.has_news(counts) && pace.is_due(counts, now) && !pace.is_under_way()) {
            submitted_finals = counts.delivered;
            pace.submitted(counts, ++commits, now);
        }
        now += 1ms;
    }
};

}  // namespace

TEST_CASE("a disk that writes nothing any more stops the sends within a group and the credit") {
    Run run{1};
    for (int i = 0; i < 100; ++i) {
        run.turn();
        run.write_commit();
    }
    for (int i = 0; i < 10'000; ++i) {
        run.turn();
        REQUIRE(run.would_repeat() <= CommitPace::group + credit);
    }
    CHECK(run.pace.holds_back(run.counts));
    run.write_commit();
    CHECK_FALSE(run.pace.holds_back(run.counts));
}

TEST_CASE("over random disks a crash never repeats more, and the run always goes on") {
    const unsigned seed = GENERATE(range(1U, 6U));
    Run run{seed};
    for (int i = 0; i < 20'000; ++i) {
        run.turn();
        if (run.chance() % 30 == 0) {
            run.write_commit();
        }
        REQUIRE(run.would_repeat() <= CommitPace::group + credit);
        // What waits for the disk has a commit on its way.
        REQUIRE((run.pace.is_under_way() || !run.pace.holds_back(run.counts)));
    }
    CHECK(run.counts.delivered > 100'000);
}

TEST_CASE("a disk that writes within a part of a group holds nothing back") {
    Run run{3};
    for (int i = 0; i < 10'000; ++i) {
        run.turn();
        REQUIRE_FALSE(run.pace.holds_back(run.counts));
        if (i % 4 == 0) {
            run.write_commit();
        }
    }
}

TEST_CASE("a commit is due when a part of a group is final, or time is up") {
    CommitPace pace{Counts{}};
    Counts counts;
    pace.submitted(counts, 1, 10s);
    CHECK_FALSE(pace.has_news(counts));
    counts.delivered = CommitPace::part - 1;
    CHECK(pace.has_news(counts));
    CHECK_FALSE(pace.is_due(counts, 10s + 49ms));
    CHECK(pace.is_due(counts, 10s + 50ms));
    CHECK(pace.due() == 10s + 50ms);
    counts.filtered = 1;
    CHECK(pace.is_due(counts, 10s));
}

TEST_CASE("what an earlier run made durable, and what is filtered, holds nothing back") {
    Counts counts;
    counts.delivered = 1'000'000;
    counts.rejected = 5'000;
    CommitPace pace{counts};
    CHECK_FALSE(pace.has_news(counts));
    counts.filtered = 1'000'000;
    CHECK_FALSE(pace.holds_back(counts));
    counts.rejected += CommitPace::group - 1;
    CHECK_FALSE(pace.holds_back(counts));
    ++counts.rejected;
    CHECK(pace.holds_back(counts));
}

TEST_CASE("a commit is durable only when its own number is") {
    CommitPace pace{Counts{}};
    Counts counts;
    counts.delivered = CommitPace::group;
    pace.submitted(counts, 7, 0s);
    pace.durable(6);
    CHECK(pace.is_under_way());
    CHECK(pace.holds_back(counts));
    pace.durable(9);
    CHECK_FALSE(pace.is_under_way());
    CHECK_FALSE(pace.holds_back(counts));
}
