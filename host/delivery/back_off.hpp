// How long to wait after a failure. Called by the pieces of host/delivery; pure.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/record/random.hpp"

#include <chrono>
#include <cstdint>

namespace host {

// The longest that a far side may ask for: a wrong Retry-After must not park a record for a week.
constexpr Time longest_retry_after = std::chrono::hours{1};

// The n-th failure in a row (from 1) waits first * 2^(n-1), `cap` at most.
struct BackOff {
    Time first{0};
    Time cap{0};

    Time after(std::uint32_t failures) const;
};

// What a plugin named, cut to [0, longest_retry_after].
Time bounded_retry_after(std::chrono::milliseconds asked);

// When an update is due again: `retry_after` if the far side named one (at most an hour), else any
// time within the back-off (full jitter), so that many updates that failed together do not return
// together.
Time retry_delay(const BackOff& back_off, std::uint32_t failures, Time retry_after, Random& random);

}  // namespace host
