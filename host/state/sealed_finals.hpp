// The set of final records as the state keeps it: with a seal over the whole checkpoint, since a
// position that rotted on the disk would skip records in silence. Pure; any thread.
//
//     final_set.hpp's bytes · 8 bytes: FNV-1a, 64 bits, over next.ordinal, next.line, next.end,
//     whether the source is finished, and those bytes
#pragma once

#include "host/record/location.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace host {

// What the seal is over beside the finals.
struct SealedPlace {
    Location next;
    bool finished = false;
};

std::string seal(std::string finals, const SealedPlace& place);

// The finals; none if any byte of them, of the place or of the seal is another than was sealed.
// Borrows.
std::optional<std::string_view> unseal(std::string_view sealed, const SealedPlace& place);

}  // namespace host
