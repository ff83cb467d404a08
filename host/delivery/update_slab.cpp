#include "host/delivery/update_slab.hpp"

namespace host {

Update& UpdateSlab::take() {
    if (free_.empty()) {
        if (slots_ % chunk_updates == 0) {
            chunks_.push_back(std::make_unique<Update[]>(chunk_updates));
        }
        Update& update = at(slots_);
        update.slot = static_cast<std::uint32_t>(slots_++);
        update.generation = first_generation_;
        free_.push_back(update.slot);
    }
    Update& update = at(free_.back());
    free_.pop_back();
    update.state = Update::State::waiting;
    return update;
}

void UpdateSlab::give_back(Update& update) {
    update.keys = {};
    update.seats = {};
    update.lanes_behind = 0;
    update.state = Update::State::unused;
    begin_life(update);
    update.slots = nullptr;
    update.id = {};
    free_.push_back(update.slot);
}

Update* UpdateSlab::in_flight(std::uint64_t token) {
    const std::uint64_t slot = token & UINT32_MAX;
    if (slot >= slots_) {
        return nullptr;
    }
    Update& update = at(slot);
    const bool fits = update.state == Update::State::in_flight && token_of(update) == token;
    return fits ? &update : nullptr;
}

}  // namespace host
