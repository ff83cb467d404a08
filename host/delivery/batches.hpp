// The arrays of sluice_record that plugins borrow, each until its last verdict. Owned by one
// Delivery, host thread.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/delivery/update.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace host {

// A plugin may look at its records until their verdicts, so an array is reused only when all of it
// is answered.
class Batches {
public:
    // Starts a batch, empty, and gives its number.
    std::uint32_t start(Time now);
    // Adds the update as the wall wants it.
    void add(std::uint32_t batch, const Update& update);
    std::span<const sluice_record> records(std::uint32_t batch) const {
        return pool_[batch].records;
    }
    // When it was started; holds until the next start().
    Time started(std::uint32_t batch) const { return pool_[batch].started; }
    // One of its records has its verdict, or was refused with the batch.
    void answered(std::uint32_t batch);
    // When the oldest one that is not all answered was started; none if there is none. Slow: a look
    // at each.
    std::optional<Time> oldest() const;
    // It was started in vain.
    void drop(std::uint32_t batch) { free_.push_back(batch); }

private:
    struct Batch {
        std::vector<sluice_record> records;
        std::size_t open = 0;
        Time started{0};
    };
    std::vector<Batch> pool_;
    std::vector<std::uint32_t> free_;
};

}  // namespace host
