// Time that stands still during pauses: what the life of a record runs on. One per account, host
// thread.
#pragma once

#include "host/delivery/moment.hpp"

#include <cstdint>

namespace host {

// Stops while at least one cause holds. Stopping for a cause that holds already changes nothing.
class ActiveClock {
public:
    enum class Cause : std::uint8_t { pause = 1, quota = 2 };

    void stop(Cause cause, Time now);
    void resume(Cause cause, Time now);

    bool is_stopped() const { return causes_ != 0; }
    Time read(Time now) const { return (is_stopped() ? stopped_at_ : now) - lost_; }

private:
    std::uint8_t causes_ = 0;
    Time stopped_at_{0};
    Time lost_{0};
};

}  // namespace host
