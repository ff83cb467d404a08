// How old the oldest record is that was read and is not final. Owned by PipelineRun, host thread;
// pure.
#pragma once

#include "host/delivery/moment.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace host {

// Told once in a while how far reading has come, so that records need not carry their time: the
// answer is too large by one such while at most.
class PendingAge {
public:
    // Records before `next` had been read by now.
    void read_until(std::uint64_t next, Time now);

    // All records before `oldest` are final; it is not.
    Time of(std::uint64_t oldest, Time now);

private:
    struct Look {
        std::uint64_t next = 0;
        Time at{0};
    };
    std::deque<Look> looks_;  // as many as seconds in which records were read that are open
};

}  // namespace host
