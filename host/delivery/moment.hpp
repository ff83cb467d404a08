// The clocks as host/delivery is told them. Made by run, on the host thread; values.
#pragma once

#include <chrono>

namespace host {

// Nanoseconds of a clock that never goes back, say CLOCK_MONOTONIC or CLOCK_BOOTTIME.
using Time = std::chrono::nanoseconds;

// Milliseconds since 1970-01-01 UTC: the quota outlives this boot.
using UnixTime = std::chrono::milliseconds;

struct Moment {
    Time time{0};
    UnixTime unix{0};
};

}  // namespace host
