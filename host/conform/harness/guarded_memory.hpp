// Where what the plugin borrows is laid: in one arena as the host does, or each piece flush against
// a page that must not be touched. Check's thread; revoke() any.
#pragma once

#include "host/record/arena.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace host {

class LentMemory {
public:
    LentMemory() = default;
    LentMemory(const LentMemory&) = delete;
    LentMemory& operator=(const LentMemory&) = delete;
    virtual ~LentMemory() = default;

    virtual std::byte* take(std::size_t bytes) = 0;
    virtual void make_read_only() {}
    virtual void revoke() {
    }  // from now on touching it is a crash, if the kind of memory can see to it

    // Unterminated.
    sluice_str copy(std::string_view text);

    // Value-initialised elements; T must not need a destructor.
    template <class T>
    std::span<T> make(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
        T* first = reinterpret_cast<T*>(take(count * sizeof(T)));
        for (std::size_t i = 0; i < count; ++i) {
            new (first + i) T{};
        }
        return {first, count};
    }
};

// Stays readable as long as it lives.
class PlainMemory final : public LentMemory {
public:
    std::byte* take(std::size_t bytes) override { return arena_.allocate(bytes); }

private:
    Arena arena_;
};

// Each piece ends where a PROT_NONE page begins: one byte read too much is a SIGSEGV. Costs two
// mappings a piece, of which a process has 65,530: for small batches.
class GuardedMemory final : public LentMemory {
public:
    ~GuardedMemory() override;

    std::byte* take(std::size_t bytes) override;
    void make_read_only() override;
    void revoke() override;

private:
    struct Piece {
        std::byte* begin = nullptr;
        std::size_t usable = 0;  // before the guard page
        std::size_t mapped = 0;
    };
    void protect(int protection);

    std::vector<Piece> pieces_;
};

}  // namespace host
