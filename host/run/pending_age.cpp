#include "host/run/pending_age.hpp"

namespace host {

void PendingAge::read_until(std::uint64_t next, Time now) {
    if (!looks_.empty() && looks_.back().next == next) {
        looks_.back().at = now;  // nothing was read since: what comes next is younger
    } else {
        looks_.push_back({next, now});
    }
}

Time PendingAge::of(std::uint64_t oldest, Time now) {
    // The last look at which it had not been read yet.
    while (looks_.size() > 1 && looks_[1].next <= oldest) {
        looks_.pop_front();
    }
    // What was read before the first look is not known to be older.
    return looks_.empty() ? Time{0} : now - looks_.front().at;
}

}  // namespace host
