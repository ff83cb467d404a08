// What an update says, in 64 bits: equal for equal values. Made by host/mapping, compared by
// host/delivery, kept by host/state.
#pragma once

#include "host/record/user_key.hpp"

#include <cstdint>

namespace host {

// The last one that was delivered for a user; 0: what the destination holds is not known.
struct Fingerprint {
    UserKey user = 0;
    std::uint64_t value = 0;
};

}  // namespace host
