// Order per user: one update in flight for each key, first in, first out. One per account, shared
// by its pipelines, host thread.
#pragma once

#include "host/delivery/lane_map.hpp"
#include "host/delivery/update.hpp"

#include <cstddef>

namespace host {

// An update stands in the lane of each of its keys and is ready when it heads them all; it keeps
// its place until it leaves, through retries and pauses. No deadlock: all stand in all their lanes
// in the one order in which they joined, so the oldest of all heads every lane it is in.
class Lanes {
public:
    // At the end of its lanes. `update.keys` and `update.ready` are set; goes to its ready queue if
    // it heads them.
    void join(Update& update);

    // It is final, or its pipeline ends: those that now head their lanes go to their ready queues.
    // The update itself must not be in a ready queue.
    void leave(Update& update);

    // The update that stands last in the lanes of these keys and in no other; null if there is
    // none: what came after it may not pass it.
    Update* last_of(UserKeys keys);

    // Whether an update of the user is open.
    bool has(UserKeys keys);

    std::size_t size() const { return map_.size(); }  // users with something open

private:
    LaneMap map_;
};

}  // namespace host
