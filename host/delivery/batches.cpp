#include "host/delivery/batches.hpp"

#include <sluice/text.hpp>

namespace host {

std::uint32_t Batches::start() {
    if (free_.empty()) {
        pool_.emplace_back();
        return static_cast<std::uint32_t>(pool_.size() - 1);
    }
    const std::uint32_t batch = free_.back();
    free_.pop_back();
    pool_[batch].records.clear();
    return batch;
}

void Batches::add(std::uint32_t batch, const Update& update) {
    Batch& to = pool_[batch];
    ++to.open;
    to.records.push_back({
        .token = token_of(update),
        .values = update.slots->values.data(),
        .n_values = static_cast<std::uint32_t>(update.slots->values.size()),
        .op = update.slots->op,
        .id = sluice::to_str(update.id),
        .attempt = update.attempts + 1,
        .flags = 0,
        .reserved0 = 0,
    });
}

void Batches::answered(std::uint32_t batch) {
    if (--pool_[batch].open == 0) {
        free_.push_back(batch);
    }
}

}  // namespace host
