#include "host/isolation/runner_batches.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

constexpr std::size_t most_blanks = 8;

std::uint64_t token_of(std::uint32_t generation, std::size_t slot, std::size_t place) {
    return (std::uint64_t{generation} << 32U) | (std::uint64_t{slot} << 16U) | place;
}

std::size_t slot_in(std::uint64_t token) {
    return (token >> 16U) & 0xFFFFU;
}

}  // namespace

std::unique_ptr<FlatBatch> RunnerBatches::blank() {
    const std::lock_guard lock{mutex_};
    if (blanks_.empty()) {
        return std::make_unique<FlatBatch>();
    }
    auto blank = std::move(blanks_.back());
    blanks_.pop_back();
    return blank;
}

FlatBatch* RunnerBatches::add(std::unique_ptr<FlatBatch> batch) {
    const std::lock_guard lock{mutex_};
    const std::size_t count = batch->records().size();
    if (count == 0 || count > most_records || (free_.empty() && slots_.size() == most_batches)) {
        return nullptr;
    }
    if (free_.empty()) {
        free_.push_back(static_cast<std::uint32_t>(slots_.size()));
        slots_.emplace_back();
    }
    const std::uint32_t number = free_.back();
    free_.pop_back();
    Slot& slot = slots_[number];
    ++slot.generation;
    slot.open = count + 1;
    slot.batch = std::move(batch);
    slot.host_tokens.resize(count);
    slot.answered.assign(count, false);
    for (std::size_t place = 0; place < count; ++place) {
        std::uint64_t& token = slot.batch->records()[place].token;
        slot.host_tokens[place] = std::exchange(token, token_of(slot.generation, number, place));
    }
    return slot.batch.get();
}

RunnerBatches::Slot& RunnerBatches::slot_of(const FlatBatch& batch) {
    return *std::find_if(slots_.begin(), slots_.end(), [&](const Slot& slot) {
        return slot.batch.get() == &batch;
    });
}

void RunnerBatches::close(Slot& slot) {
    slot.open = 0;
    if (blanks_.size() < most_blanks) {
        blanks_.push_back(std::move(slot.batch));
    }
    slot.batch.reset();
    free_.push_back(static_cast<std::uint32_t>(&slot - slots_.data()));
}

void RunnerBatches::release(const FlatBatch& batch) {
    const std::lock_guard lock{mutex_};
    Slot& slot = slot_of(batch);
    if (--slot.open == 0) {
        close(slot);
    }
}

std::vector<std::uint64_t> RunnerBatches::refuse(const FlatBatch& batch) {
    const std::lock_guard lock{mutex_};
    Slot& slot = slot_of(batch);
    auto tokens = std::move(slot.host_tokens);
    slot.host_tokens.clear();
    close(slot);
    return tokens;
}

std::optional<std::uint64_t> RunnerBatches::answer(std::uint64_t token) {
    const std::lock_guard lock{mutex_};
    const std::size_t number = slot_in(token);
    if (number >= slots_.size()) {
        return std::nullopt;
    }
    Slot& slot = slots_[number];
    const std::size_t place = token & 0xFFFFU;
    if (slot.open == 0 || slot.generation != token >> 32U || place >= slot.answered.size() ||
        slot.answered[place]) {
        return std::nullopt;
    }
    slot.answered[place] = true;
    const std::uint64_t host_token = slot.host_tokens[place];
    if (--slot.open == 0) {
        close(slot);
    }
    return host_token;
}

}  // namespace host
