// Memory of the updates that are open: stable addresses, reused slots, tokens that cannot hit the
// wrong one. Owned by one Delivery, host thread.
#pragma once

#include "host/delivery/update.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace host {

class UpdateSlab {
public:
    // `first_generation` is chance's: a token of another slab does not fit here.
    explicit UpdateSlab(std::uint32_t first_generation) : first_generation_{first_generation} {}

    // A blank update in a free slot.
    Update& take();

    // Blanks it; its slot is free, and its old tokens find nothing.
    void give_back(Update& update);

    // The update that this token was made for, if it is in flight with this very attempt; else
    // null. Any number is safe.
    Update* in_flight(std::uint64_t token);

    // Every update that is in use. Slow: for the end of a pipeline.
    template <class Visit>
    void for_each(Visit visit) {
        for (std::size_t slot = 0; slot < slots_; ++slot) {
            if (Update& update = at(slot); update.state != Update::State::unused) {
                visit(update);
            }
        }
    }

    std::size_t live() const { return slots_ - free_.size(); }

private:
    static constexpr std::size_t chunk_updates = 256;

    Update& at(std::size_t slot) { return chunks_[slot / chunk_updates][slot % chunk_updates]; }

    std::uint32_t first_generation_;
    std::size_t slots_ = 0;
    std::vector<std::unique_ptr<Update[]>> chunks_;
    std::vector<std::uint32_t> free_;
};

}  // namespace host
