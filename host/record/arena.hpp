// Memory of one record: bytes that are given back all at once. Host thread.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace host {

// Addresses are stable until reset(). The first block is kept over resets, so that a reused arena
// does not allocate.
class Arena {
public:
    // Uninitialised bytes, aligned to 8.
    std::byte* allocate(std::size_t bytes);

    std::string_view copy(std::string_view text) {
        std::byte* to = allocate(text.size());
        std::memcpy(to, text.data(), text.size());
        return {reinterpret_cast<const char*>(to), text.size()};
    }

    // Value-initialised elements; T must not need a destructor.
    template <class T>
    std::span<T> make(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
        T* first = reinterpret_cast<T*>(allocate(count * sizeof(T)));
        for (std::size_t i = 0; i < count; ++i) {
            new (first + i) T{};
        }
        return {first, count};
    }

    void reset();
    std::size_t bytes() const;  // what it holds from the heap

private:
    struct Block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> blocks_;
    std::size_t used_ = 0;  // of the last block
};

}  // namespace host
