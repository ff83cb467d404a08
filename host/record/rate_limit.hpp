// How many updates an account may have per second. Read from the pipeline file, kept by
// host/delivery, told by host/report; a value.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace host {

struct RateLimit {
    double limit = 0;  // updates per `per`, evenly spread; 0: no limit
    std::chrono::milliseconds per{1000};
    std::uint64_t burst = 0;  // so many at once; 0: those of a tenth of a second, at least one

    bool is_limited() const { return limit > 0; }
    double per_second() const { return limit / std::chrono::duration<double>(per).count(); }
    std::uint64_t at_once() const {
        return burst != 0
                   ? burst
                   : std::max<std::uint64_t>(static_cast<std::uint64_t>(per_second() / 10), 1);
    }
    // However it is written: 60 in 1m is 1 in 1s.
    bool is_same_as(const RateLimit& other) const {
        return per_second() == other.per_second() &&
               (!is_limited() || at_once() == other.at_once());
    }
};

}  // namespace host
