#include "host/delivery/batches.hpp"

#include <sluice/text.hpp>

namespace host {

std::uint32_t Batches::start(Time now) {
    if (free_.empty()) {
        free_.push_back(static_cast<std::uint32_t>(pool_.size()));
        pool_.emplace_back();
    }
    const std::uint32_t batch = free_.back();
    free_.pop_back();
    pool_[batch].records.clear();
    pool_[batch].started = now;
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

std::optional<Time> Batches::oldest() const {
    std::optional<Time> oldest;
    for (const Batch& batch : pool_) {
        if (batch.open != 0 && (!oldest || batch.started < *oldest)) {
            oldest = batch.started;
        }
    }
    return oldest;
}

void Batches::answered(std::uint32_t batch) {
    if (--pool_[batch].open == 0) {
        free_.push_back(batch);
    }
}

}  // namespace host
