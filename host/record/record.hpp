// One record of a source and the updates it makes. Owned by the host thread from parse to final
// fate.
#pragma once

#include "host/record/arena.hpp"
#include "host/record/location.hpp"
#include "host/record/user_key.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace host {

// Slots of one update, ready for the wall. Borrowed from the record's arena.
struct Slots {
    std::span<const sluice_value> values;
    UserKeys keys{};
    std::uint32_t op = SLUICE_OP_UPSERT;
    std::uint64_t fingerprint = 0;  // of what it says; 0: not asked for
};

// Holds the payload, what was parsed of it and the slots mapped from it, all in one arena.
struct Record {
    Arena arena;
    Location at;
    std::string_view payload;  // the line as it stood, in the arena; kept for rejects
    std::span<Slots> updates;  // one, or n by ID extension
};

}  // namespace host
