#include "host/delivery/active_clock.hpp"

namespace host {

void ActiveClock::stop(Cause cause, Time now) {
    if (!is_stopped()) {
        stopped_at_ = now;
    }
    causes_ = static_cast<std::uint8_t>(causes_ | static_cast<std::uint8_t>(cause));
}

void ActiveClock::resume(Cause cause, Time now) {
    const bool was_stopped = is_stopped();
    causes_ = static_cast<std::uint8_t>(causes_ & ~static_cast<unsigned>(cause));
    if (was_stopped && !is_stopped()) {
        lost_ += now - stopped_at_;
    }
}

}  // namespace host
