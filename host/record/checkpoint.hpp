// How far a source has been delivered, and with what result. Made by host/delivery, kept by
// host/state.
#pragma once

#include "host/record/location.hpp"

#include <cstdint>
#include <vector>

namespace host {

// Records [first, last] are final with all their updates.
struct FinalRun {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool operator==(const FinalRun&) const = default;
};

// One final update of a record that has others still open.
struct FinalUpdate {
    std::uint64_t ordinal = 0;
    std::uint32_t sub = 0;
    bool operator==(const FinalUpdate&) const = default;
};

// Every record before `next` is final. `next.line` and `next.end` say where reading goes on:
// `next.end` is the byte offset at which record `next.ordinal` begins.
struct Checkpoint {
    Location next;
    std::vector<FinalRun> runs;        // ascending, beyond next.ordinal
    std::vector<FinalUpdate> updates;  // ascending
};

// updates = delivered + unchanged + superseded + filtered + rejected + pending, at every moment. A
// record that cannot be parsed or that the condition filters counts as one update.
struct Counts {
    std::uint64_t records = 0;
    std::uint64_t updates = 0;
    std::uint64_t delivered = 0;
    std::uint64_t rejected = 0;
    std::uint64_t filtered = 0;
    std::uint64_t superseded = 0;  // a newer update of the same user took its place
    std::uint64_t unchanged = 0;   // equal to what was last delivered
    std::uint64_t maybe_repeated =
        0;  // deliveries that had an attempt without an answer before: perhaps twice there

    // Updates that have their final fate.
    std::uint64_t finals() const {
        return delivered + unchanged + superseded + filtered + rejected;
    }
    std::uint64_t pending() const { return updates - finals(); }
    bool operator==(const Counts&) const = default;
};

}  // namespace host
