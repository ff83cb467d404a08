// How many happened in the window that ends now. Owned by Quota, host thread.
#pragma once

#include "host/delivery/moment.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace host {

// Counts in up to 288 buckets (5 minutes of a day). A bucket counts until its youngest second has
// left the window: the answer is never too small, and too large by one bucket at most. A clock that
// goes back counts into the newest bucket.
class RollingWindow {
public:
    explicit RollingWindow(UnixTime window);

    void add(std::uint64_t count, UnixTime now);
    void take_back(std::uint64_t count, UnixTime now);  // of what was added lately; never below 0

    std::uint64_t count(UnixTime now);

    // When the oldest that counts now no longer will; `now` if nothing counts.
    UnixTime next_expiry(UnixTime now);

private:
    static constexpr UnixTime::rep most_buckets = 288;

    void advance(UnixTime now);
    std::int64_t bucket_of(UnixTime now) const { return now / bucket_; }
    std::uint64_t& at(std::int64_t bucket) {
        return ring_[static_cast<std::uint64_t>(bucket) % ring_.size()];
    }

    UnixTime bucket_;
    std::vector<std::uint64_t> ring_;
    std::int64_t newest_ = 0;  // bucket number
    std::uint64_t sum_ = 0;
    bool started_ = false;
};

}  // namespace host
