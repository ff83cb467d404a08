#include "host/delivery/final_set.hpp"

#include <catch2/catch.hpp>

using host::Checkpoint;
using host::FinalRun;
using host::FinalSet;
using host::FinalUpdate;

namespace {

Checkpoint sample() {
    Checkpoint checkpoint;
    checkpoint.next = {.ordinal = 10, .line = 11, .end = 100};
    checkpoint.runs = {{12, 14}, {20, 20}};
    checkpoint.updates = {{10, 1}, {17, 0}, {17, 2}};
    return checkpoint;
}

}  // namespace

TEST_CASE("an empty final set has nothing") {
    const FinalSet set;
    CHECK_FALSE(set.has(0));
    CHECK_FALSE(set.has(0, 0));
    CHECK(set.records() == 0);
}

TEST_CASE("a final set has the records of its runs and no others") {
    const FinalSet set{sample()};
    for (const std::uint64_t ordinal : {12U, 13U, 14U, 20U}) {
        CAPTURE(ordinal);
        CHECK(set.has(ordinal));
        CHECK(set.has(ordinal, 99));
    }
    for (const std::uint64_t ordinal : {0U, 10U, 11U, 15U, 17U, 19U, 21U}) {
        CAPTURE(ordinal);
        CHECK_FALSE(set.has(ordinal));
    }
    CHECK(set.records() == 4);
}

TEST_CASE("a final set has single updates of open records") {
    const FinalSet set{sample()};
    CHECK(set.has(17, 0));
    CHECK_FALSE(set.has(17, 1));
    CHECK(set.has(17, 2));
    CHECK(set.has(10, 1));
}

TEST_CASE("a final set gives what lies from an ordinal on, runs cut there") {
    const FinalSet set{sample()};
    Checkpoint rest;
    set.append_from(13, rest);
    CHECK(rest.runs == std::vector<FinalRun>{{13, 14}, {20, 20}});
    CHECK(rest.updates == std::vector<FinalUpdate>{{17, 0}, {17, 2}});
    Checkpoint none;
    set.append_from(21, none);
    CHECK(none.runs.empty());
    CHECK(none.updates.empty());
}

TEST_CASE("a final set takes runs in any order, overlapping, or turned round") {
    Checkpoint checkpoint;
    checkpoint.runs = {{30, 40}, {5, 9}, {8, 12}, {13, 15}, {50, 49}};
    const FinalSet set{checkpoint};
    CHECK(set.records() == 22);
    CHECK(set.has(15));
    CHECK_FALSE(set.has(16));
    CHECK_FALSE(set.has(50));
}

TEST_CASE("a run that begins where the last one ends makes it longer") {
    std::vector<FinalRun> runs;
    host::append_run(runs, {1, 2});
    host::append_run(runs, {3, 5});
    host::append_run(runs, {7, 7});
    CHECK(runs == std::vector<FinalRun>{{1, 5}, {7, 7}});
}
