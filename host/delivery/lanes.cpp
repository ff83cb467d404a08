#include "host/delivery/lanes.hpp"

#include "host/delivery/update_queue.hpp"

#include <algorithm>

namespace host {
namespace {

// Its place in the lane of that key.
LaneSeat& seat_in(Update& update, UserKey key) {
    return update.seats[update.keys[0] == key ? 0 : 1];
}

void become_ready(Update& update) {
    update.state = Update::State::ready;
    update.ready->push_back(update);
}

}  // namespace

void Lanes::join(Update& update) {
    if (update.keys[1] == update.keys[0]) {
        update.keys[1] = 0;
    }
    update.lanes_behind = 0;
    for (const UserKey key : update.keys) {
        if (key == 0) {
            continue;
        }
        Lane& lane = map_.find_or_add(key);
        LaneSeat& seat = seat_in(update, key);
        seat = {.ahead = lane.last, .behind = nullptr};
        if (lane.last == nullptr) {
            lane.first = &update;
        } else {
            seat_in(*lane.last, key).behind = &update;
            ++update.lanes_behind;
        }
        lane.last = &update;
    }
    update.state = Update::State::waiting;
    if (update.lanes_behind == 0) {
        become_ready(update);
    }
}

Update* Lanes::last_of(UserKeys keys) {
    if (keys[1] == keys[0]) {
        keys[1] = 0;
    }
    const UserKey any = keys[0] != 0 ? keys[0] : keys[1];
    const Lane* lane = any == 0 ? nullptr : map_.find(any);
    if (lane == nullptr || lane->last->keys != keys) {
        return nullptr;
    }
    Update& last = *lane->last;
    const bool is_last_in_all = std::all_of(keys.begin(), keys.end(), [&](UserKey key) {
        return key == 0 || seat_in(last, key).behind == nullptr;
    });
    return is_last_in_all ? &last : nullptr;
}

bool Lanes::has(UserKeys keys) {
    return std::any_of(keys.begin(), keys.end(), [this](UserKey key) {
        return key != 0 && map_.find(key) != nullptr;
    });
}

void Lanes::leave(Update& update) {
    for (const UserKey key : update.keys) {
        if (key == 0) {
            continue;
        }
        Lane& lane = *map_.find(key);
        const LaneSeat seat = seat_in(update, key);
        (seat.ahead == nullptr ? lane.first : seat_in(*seat.ahead, key).behind) = seat.behind;
        (seat.behind == nullptr ? lane.last : seat_in(*seat.behind, key).ahead) = seat.ahead;
        const bool was_head = seat.ahead == nullptr;
        if (lane.first == nullptr) {
            map_.erase(lane);
        }
        if (was_head && seat.behind != nullptr && --seat.behind->lanes_behind == 0) {
            become_ready(*seat.behind);
        }
    }
}

}  // namespace host
