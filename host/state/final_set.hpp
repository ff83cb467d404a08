// The set of final records and updates beyond a checkpoint, as bytes for state.db. Pure; any
// thread.
//
//     byte 1 (version) · count of runs · {gap, length - 1}... · count of updates · {gap, sub}...
//
// Numbers are little-endian base-128 varints in their shortest form. A run's gap counts from the
// end of the run before it, the first from `base`. An update's gap counts from the ordinal of the
// one before it, the first from `base`; where it is 0 after the first, the sub counts from behind
// the one before it.
#pragma once

#include "host/record/checkpoint.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

struct StoredFinals {
    std::vector<FinalRun> runs;
    std::vector<FinalUpdate> updates;
    bool operator==(const StoredFinals&) const = default;
};

// None if runs or updates are not ascending from checkpoint.next.ordinal on, which is a bug of
// whoever made it.
std::optional<std::string> encode_finals(const Checkpoint& checkpoint);

// None unless the bytes are exactly what encode_finals() gives for some set and this base.
std::optional<StoredFinals> decode_finals(std::string_view bytes, std::uint64_t base);

}  // namespace host
