#include "host/delivery/fates.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

using host::Checkpoint;
using host::Fates;
using host::FinalRun;
using host::FinalUpdate;
using host::Location;

namespace {

// Records of 10 bytes, one line each.
Location at(std::uint64_t ordinal) {
    return {.ordinal = ordinal, .line = ordinal + 1, .end = (ordinal + 1) * 10};
}

Fates::Ticket open(Fates& fates, std::uint64_t ordinal, std::uint32_t updates = 1) {
    return fates.open(at(ordinal), updates).value();
}

bool is_final(const Checkpoint& checkpoint, std::uint64_t ordinal) {
    for (const FinalRun& run : checkpoint.runs) {
        if (run.first <= ordinal && ordinal <= run.last) {
            return true;
        }
    }
    return ordinal < checkpoint.next.ordinal;
}

bool is_final(const Checkpoint& checkpoint, std::uint64_t ordinal, std::uint32_t sub) {
    for (const FinalUpdate& update : checkpoint.updates) {
        if (update == FinalUpdate{ordinal, sub}) {
            return true;
        }
    }
    return is_final(checkpoint, ordinal);
}

}  // namespace

TEST_CASE("the checkpoint of a source that nothing was read of is its beginning") {
    const Fates fates{Checkpoint{}};
    CHECK(fates.checkpoint().next.ordinal == 0);
    CHECK(fates.checkpoint().next.end == 0);
    CHECK(fates.checkpoint().next.line == 1);
}

TEST_CASE("the checkpoint never passes a record that is still in flight") {
    Fates fates{Checkpoint{}};
    const auto first = open(fates, 0);
    const auto second = open(fates, 1);
    const auto third = open(fates, 2);
    CHECK(fates.settle(second, 0));
    CHECK(fates.settle(third, 0));
    const Checkpoint before = fates.checkpoint();
    CHECK(before.next.ordinal == 0);
    CHECK(before.next.end == 0);
    CHECK(before.runs == std::vector<FinalRun>{{1, 2}});
    CHECK(fates.settle(first, 0));
    const Checkpoint after = fates.checkpoint();
    CHECK(after.next.ordinal == 3);
    CHECK(after.next.end == 30);
    CHECK(after.next.line == 4);
    CHECK(after.runs.empty());
}

TEST_CASE("reading goes on where the first open record begins") {
    Fates fates{Checkpoint{}};
    fates.pass(at(0));
    open(fates, 1);
    CHECK(fates.checkpoint().next.ordinal == 1);
    CHECK(fates.checkpoint().next.end == 10);
    CHECK(fates.checkpoint().next.line == 2);
}

TEST_CASE("blank lines and records of several lines keep the line number right") {
    Fates fates{Checkpoint{}};
    // Lines 1 and 2 are blank, the record spans lines 3 to 5.
    fates.pass({.ordinal = 0, .line = 3, .end = 50, .lines = 3});
    CHECK(fates.checkpoint().next.line == 6);
    CHECK(fates.checkpoint().next.end == 50);
}

TEST_CASE("one record that waits keeps the memory of a million others to one run") {
    Fates fates{Checkpoint{}};
    open(fates, 0);
    for (std::uint64_t ordinal = 1; ordinal <= 1'000'000; ++ordinal) {
        fates.settle(open(fates, ordinal), 0);
    }
    CHECK(fates.open_records() == 1);
    CHECK(fates.checkpoint().runs == std::vector<FinalRun>{{1, 1'000'000}});
    CHECK(fates.checkpoint().next.ordinal == 0);
}

TEST_CASE("a record is final when all its updates are") {
    Fates fates{Checkpoint{}};
    const auto record = open(fates, 0, 3);
    CHECK_FALSE(fates.settle(record, 2));
    CHECK_FALSE(fates.settle(record, 0));
    CHECK(fates.checkpoint().updates == std::vector<FinalUpdate>{{0, 0}, {0, 2}});
    CHECK(fates.checkpoint().next.ordinal == 0);
    CHECK(fates.settle(record, 1));
    CHECK(fates.checkpoint().updates.empty());
    CHECK(fates.checkpoint().next.ordinal == 1);
}

TEST_CASE("an update that is settled twice is a bug and says so") {
    Fates fates{Checkpoint{}};
    const auto record = open(fates, 0, 2);
    fates.settle(record, 1);
    CHECK_THROWS_AS(fates.settle(record, 1), std::logic_error);
    const auto single = open(fates, 1);
    fates.settle(single, 0);
    CHECK_THROWS_AS(fates.settle(single, 0), std::logic_error);
}

TEST_CASE("a record that is left out or repeated is a bug, for it would count as final") {
    Fates fates{Checkpoint{}};
    open(fates, 0);
    CHECK_THROWS_AS(fates.open(at(2), 1), std::logic_error);
    CHECK_THROWS_AS(fates.open(at(0), 1), std::logic_error);
    CHECK_THROWS_AS(fates.pass(at(0)), std::logic_error);
}

TEST_CASE("what an earlier run left final stays final until the reader has passed it") {
    Checkpoint earlier;
    earlier.next = {.ordinal = 5, .line = 6, .end = 50};
    earlier.runs = {{7, 8}, {20, 30}};
    earlier.updates = {{10, 1}};
    Fates fates{earlier};
    CHECK(fates.already_final(7));
    CHECK_FALSE(fates.already_final(9));
    fates.settle(open(fates, 5), 0);
    const Checkpoint checkpoint = fates.checkpoint();
    CHECK(checkpoint.next.ordinal == 6);
    CHECK(checkpoint.next.end == 60);
    CHECK(checkpoint.runs == earlier.runs);
    CHECK(checkpoint.updates == earlier.updates);
}

TEST_CASE("runs of the earlier run join those of this one") {
    Checkpoint earlier;
    earlier.next = {.ordinal = 0, .line = 1, .end = 0};
    earlier.runs = {{3, 9}};
    Fates fates{earlier};
    open(fates, 0);
    fates.settle(open(fates, 1), 0);
    fates.settle(open(fates, 2), 0);
    CHECK(fates.checkpoint().runs == std::vector<FinalRun>{{1, 9}});
    fates.pass(at(3));
    CHECK(fates.checkpoint().runs == std::vector<FinalRun>{{1, 9}});
}

TEST_CASE("updates that an earlier run left final are not asked for again") {
    Checkpoint earlier;
    earlier.updates = {{0, 1}, {1, 0}, {1, 1}};
    Fates fates{earlier};
    const auto first = open(fates, 0, 2);
    CHECK(fates.settle(first, 0));
    CHECK_FALSE(fates.open(at(1), 2).has_value());
    CHECK(fates.checkpoint().next.ordinal == 2);
    CHECK(fates.open_records() == 0);
}

// Runs that are cut off at any moment and go on from their checkpoint: each update is settled, none
// that a checkpoint calls final is settled again, and no checkpoint calls final what was not
// settled.
TEST_CASE("over random schedules and restarts the checkpoint says what is final and nothing else") {
    const unsigned seed = GENERATE(range(1U, 9U));
    std::mt19937_64 chance{seed};
    constexpr std::uint64_t records = 400;
    std::vector<std::uint32_t> updates(records);
    for (auto& count : updates) {
        count = static_cast<std::uint32_t>(chance() % 4 == 0 ? 1 + chance() % 5 : 1);
    }
    std::map<std::pair<std::uint64_t, std::uint32_t>, int> settled;
    Checkpoint stored;
    std::uint64_t final_records = 0;
    while (stored.next.ordinal < records) {
        Fates fates{stored};
        std::uint64_t next = stored.next.ordinal;
        REQUIRE(stored.next.end == next * 10);
        std::vector<std::pair<Fates::Ticket, std::pair<std::uint64_t, std::uint32_t>>> open;
        for (std::uint64_t steps = 50 + chance() % 400; steps > 0; --steps) {
            if (next < records && open.size() < 40 && chance() % 2 == 0) {
                if (fates.already_final(next)) {
                    fates.pass(at(next));
                } else if (const auto ticket = fates.open(at(next), updates[next])) {
                    for (std::uint32_t sub = 0; sub < updates[next]; ++sub) {
                        if (!fates.already_final(next, sub)) {
                            open.push_back({*ticket, {next, sub}});
                        }
                    }
                }
                ++next;
            } else if (!open.empty()) {
                std::swap(open[chance() % open.size()], open.back());
                const auto [ticket, which] = open.back();
                open.pop_back();
                fates.settle(ticket, which.second);
                ++settled[which];
            }
            if (chance() % 20 == 0) {
                stored = fates.checkpoint();
            }
        }
        stored = fates.checkpoint();
        for (std::uint64_t ordinal = 0; ordinal < records; ++ordinal) {
            bool all = true;
            for (std::uint32_t sub = 0; sub < updates[ordinal]; ++sub) {
                const bool was_settled = settled.count({ordinal, sub}) != 0;
                REQUIRE(is_final(stored, ordinal, sub) == was_settled);
                all = all && was_settled;
            }
            REQUIRE(is_final(stored, ordinal) == all);
        }
        final_records = stored.next.ordinal;
    }
    CHECK(final_records == records);
    for (const auto& [which, times] : settled) {
        REQUIRE(times == 1);
    }
}
