// The idempotency key of an update. Called by Delivery, host thread; pure.
#pragma once

#include "host/record/record.hpp"

#include <cstdint>
#include <string_view>

namespace host {

// "<prefix>-<ordinal>-<sub>", in the record's arena: the same over retries and restarts, and a
// person can find the record by it.
std::string_view make_update_id(Record& record, std::uint32_t sub, std::string_view prefix);

}  // namespace host
