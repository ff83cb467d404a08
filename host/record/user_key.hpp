// A user as the lanes tell them apart. Made by host/mapping, compared by host/delivery, kept with
// rejects by host/state.
#pragma once

#include <array>
#include <cstdint>

namespace host {

// 64 bits of a keyed hash over the fields of one `order_by` entry. Two users that collide are
// merely kept in order with each other. 0: the record has no such field.
using UserKey = std::uint64_t;

// One per `order_by` entry of the action, at most two.
using UserKeys = std::array<UserKey, 2>;

}  // namespace host
