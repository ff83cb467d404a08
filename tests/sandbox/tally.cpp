#include "tests/sandbox/tally.hpp"

#include <cstring>
#include <utility>

namespace sandbox {

std::uint64_t mix(std::uint64_t number) {
    // The finaliser of splitmix64.
    number += 0x9E3779B97F4A7C15ULL;
    number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    number = (number ^ (number >> 27U)) * 0x94D049BB133111EBULL;
    return number ^ (number >> 31U);
}

std::uint64_t digest(std::string_view text, std::uint64_t seed) {
    std::uint64_t state = mix(seed ^ text.size());
    while (!text.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = text.size() < sizeof word ? text.size() : sizeof word;
        std::memcpy(&word, text.data(), size);
        text.remove_prefix(size);
        state = (state ^ word) * 0xD6E8FEB86659FD93ULL;
        state ^= state >> 32U;
    }
    return mix(state);
}

std::size_t Tally::slot_of(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = mix(key) & mask;
    while (slots_[at].count != 0 && slots_[at].key != key) {
        at = (at + 1) & mask;
    }
    return at;
}

void Tally::grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
    std::swap(old, slots_);
    for (const Slot& slot : old) {
        if (slot.count != 0) {
            slots_[slot_of(slot.key)] = slot;
        }
    }
}

std::uint32_t Tally::add(std::uint64_t key) {
    if (slots_.empty() || distinct_ * 10 >= slots_.size() * 7) {
        grow();
    }
    Slot& slot = slots_[slot_of(key)];
    if (slot.count == 0) {
        slot.key = key;
        ++distinct_;
    }
    ++total_;
    return ++slot.count;
}

std::uint32_t Tally::count(std::uint64_t key) const {
    return slots_.empty() ? 0 : slots_[slot_of(key)].count;
}

void Tally::clear() {
    slots_.clear();
    distinct_ = 0;
    total_ = 0;
}

}  // namespace sandbox
