#include "host/delivery/rolling_window.hpp"

#include <algorithm>

namespace host {

RollingWindow::RollingWindow(UnixTime window)
    : bucket_{std::max<UnixTime::rep>((window.count() + most_buckets - 1) / most_buckets, 1)},
      // One bucket more than the window has: the oldest counts until its youngest moment has left.
      ring_(static_cast<std::size_t>((window.count() + bucket_.count() - 1) / bucket_.count() + 1)
      ) {}

void RollingWindow::advance(UnixTime now) {
    const std::int64_t wanted = bucket_of(now);
    if (!started_) {
        started_ = true;
        newest_ = wanted;
    }
    const auto size = static_cast<std::int64_t>(ring_.size());
    // After a long silence every bucket is stale, none needs to be visited twice.
    newest_ = std::max(newest_, std::min(wanted - size, wanted));
    while (newest_ < wanted) {
        ++newest_;
        std::uint64_t& stale = at(newest_);
        sum_ -= stale;
        stale = 0;
    }
}

void RollingWindow::add(std::uint64_t count, UnixTime now) {
    advance(now);
    at(newest_) += count;
    sum_ += count;
}

void RollingWindow::take_back(std::uint64_t count, UnixTime now) {
    advance(now);
    count = std::min(count, sum_);
    sum_ -= count;
    for (std::int64_t bucket = newest_; count > 0; --bucket) {
        const std::uint64_t part = std::min(count, at(bucket));
        at(bucket) -= part;
        count -= part;
    }
}

std::uint64_t RollingWindow::count(UnixTime now) {
    advance(now);
    return sum_;
}

UnixTime RollingWindow::next_expiry(UnixTime now) {
    advance(now);
    if (sum_ == 0) {
        return now;
    }
    const auto size = static_cast<std::int64_t>(ring_.size());
    std::int64_t oldest = newest_ - size + 1;
    while (at(oldest) == 0) {
        ++oldest;
    }
    return (oldest + size) * bucket_;
}

}  // namespace host
