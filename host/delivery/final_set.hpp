// What an earlier run left final beyond its checkpoint, as it is read again. Owned by Fates, host
// thread.
#pragma once

#include "host/record/checkpoint.hpp"

#include <cstdint>

namespace host {

class FinalSet {
public:
    FinalSet() = default;
    // Takes the runs and updates in any order, for they come from a disk.
    explicit FinalSet(const Checkpoint& checkpoint);

    bool has(std::uint64_t ordinal) const;
    bool has(std::uint64_t ordinal, std::uint32_t sub) const;  // that update, or the whole record

    // Appends to `checkpoint` what is known of the records from `ordinal` on.
    void append_from(std::uint64_t ordinal, Checkpoint& checkpoint) const;

    std::uint64_t records() const;  // the length of all runs

private:
    std::vector<FinalRun> runs_;
    std::vector<FinalUpdate> updates_;
};

// Appends a run, or makes the last one longer if it ends where this one begins.
void append_run(std::vector<FinalRun>& runs, FinalRun run);

}  // namespace host
