// When a session was seen, as a record tells it. Called by delivery; pure, any thread.
#pragma once

#include <sluice/destination.h>
#include <sluice/text/timestamp.hpp>

#include <optional>

namespace adobe_target {

// A time slot, RFC 3339 text, or a whole number since 1970 (JavaScript's Date.now(), Unix time):
// below 10^11 seconds, below 10^14 milliseconds, else microseconds; each reading holds the years
// 1973 to 5138. None if it is none of these.
std::optional<sluice::UnixTime> event_time(const sluice_value& value);

}  // namespace adobe_target
