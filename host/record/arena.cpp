#include "host/record/arena.hpp"

#include <algorithm>

namespace host {
namespace {

// One record of about 400 bytes with its slots fits in the first block.
constexpr std::size_t first_block_bytes = 2048;

}  // namespace

std::byte* Arena::allocate(std::size_t bytes) {
    const std::size_t rounded = (bytes + 7) / 8 * 8;
    if (blocks_.empty() || blocks_.back().size - used_ < rounded) {
        const std::size_t wanted = blocks_.empty() ? first_block_bytes : blocks_.back().size * 2;
        const std::size_t size = std::max(wanted, rounded);
        blocks_.push_back({std::unique_ptr<std::byte[]>{new std::byte[size]}, size});
        used_ = 0;
    }
    std::byte* at = blocks_.back().bytes.get() + used_;
    used_ += rounded;
    return at;
}

void Arena::reset() {
    if (!blocks_.empty()) {
        blocks_.resize(1);
        // A record of a megabyte must not leave its block behind for good.
        if (blocks_.front().size > first_block_bytes) {
            blocks_.clear();
        }
    }
    used_ = 0;
}

std::size_t Arena::bytes() const {
    std::size_t sum = 0;
    for (const Block& block : blocks_) {
        sum += block.size;
    }
    return sum;
}

}  // namespace host
