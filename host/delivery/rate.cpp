#include "host/delivery/rate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace host {
namespace {

Time interval_of(const RateLimit& limit) {
    if (!limit.is_limited()) {
        return Time{0};
    }
    const double ns = static_cast<double>(Time{limit.per}.count()) / limit.limit;
    return std::max(Time{static_cast<Time::rep>(std::ceil(ns))}, Time{1});
}

Time times(Time interval, std::uint64_t count) {
    return interval * static_cast<Time::rep>(count);
}

}  // namespace

Rate::Rate(const RateLimit& limit)
    : limit_{limit}, interval_{interval_of(limit)}, burst_{limit.at_once()} {}

void Rate::change(const RateLimit& limit, Time now) {
    if (limit.is_same_as(limit_)) {
        return;
    }
    *this = Rate{limit};
    full_at_ = now + times(interval_, burst_);
    is_open_ = false;
}

std::uint64_t Rate::tokens(Time now) const {
    if (full_at_ <= now) {
        return burst_;
    }
    const auto missing =
        static_cast<std::uint64_t>((full_at_ - now + interval_ - Time{1}) / interval_);
    return missing < burst_ ? burst_ - missing : 0;
}

std::uint64_t Rate::at_hand(Time now) const {
    if (!limit_.is_limited()) {
        return std::numeric_limits<std::uint64_t>::max();
    }
    const std::uint64_t held = tokens(now);
    return is_open_ || held >= portion() ? held : 0;
}

void Rate::take(Time now) {
    if (limit_.is_limited()) {
        full_at_ = std::max(full_at_, now) + interval_;
        is_open_ = tokens(now) > 0;
    }
}

Time Rate::when_free(Time now) const {
    return at_hand(now) > 0 ? now : full_at_ - times(interval_, burst_ - portion());
}

}  // namespace host
