// The account's rate, as this process keeps it: a token bucket that says how many updates may be
// sent now. One per account, host thread; pure, the time is an argument.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/record/rate_limit.hpp"

#include <cstdint>

namespace host {

// In any time t no more than t * limit + burst are taken. An empty bucket gives nothing until it is
// half full again: else an action that takes a hundred updates in a request would get a request for
// each of them.
class Rate {
public:
    explicit Rate(const RateLimit& limit);

    const RateLimit& limit() const { return limit_; }

    // Another limit from now on. The bucket is empty at first, so that what was sent under the old
    // one and what the new one allows do not add up.
    void change(const RateLimit& limit, Time now);

    // How many may be sent now; without a limit any number.
    std::uint64_t at_hand(Time now) const;
    // One of them is sent. Nothing is given back: a try counts.
    void take(Time now);
    // When some will be at hand; `now` if they are.
    Time when_free(Time now) const;

private:
    std::uint64_t tokens(Time now) const;
    std::uint64_t portion() const { return (burst_ + 1) / 2; }

    RateLimit limit_;
    Time interval_;        // of one token, rounded up
    std::uint64_t burst_;  // what the bucket holds
    Time full_at_{0};      // each token that is taken puts it off by an interval
    bool is_open_ = true;  // false from empty to half full
};

}  // namespace host
