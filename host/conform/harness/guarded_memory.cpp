#include "host/conform/harness/guarded_memory.hpp"

#include <cerrno>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace host {
namespace {

std::size_t page_size() {
    return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

sluice_str LentMemory::copy(std::string_view text) {
    auto* to = reinterpret_cast<char*>(take(text.size()));
    if (!text.empty()) {
        std::memcpy(to, text.data(), text.size());
    }
    return {to, text.size()};
}

GuardedMemory::~GuardedMemory() {
    for (const Piece& piece : pieces_) {
        munmap(piece.begin, piece.mapped);
    }
}

std::byte* GuardedMemory::take(std::size_t bytes) {
    const std::size_t page = page_size();
    Piece piece;
    piece.usable = (bytes + page - 1) / page * page;
    piece.mapped = piece.usable + page;
    void* mapped =
        mmap(nullptr, piece.mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) {  // NOLINT(performance-no-int-to-ptr): the macro is a cast
        throw std::system_error{errno, std::generic_category(), "mmap of guarded memory"};
    }
    piece.begin = static_cast<std::byte*>(mapped);
    std::byte* guard = piece.begin + piece.usable;
    if (mprotect(guard, page, PROT_NONE) != 0) {
        throw std::system_error{errno, std::generic_category(), "mprotect of a guard page"};
    }
    pieces_.push_back(piece);
    return guard - bytes;
}

void GuardedMemory::protect(int protection) {
    for (const Piece& piece : pieces_) {
        if (piece.usable != 0) {
            mprotect(piece.begin, piece.usable, protection);
        }
    }
}

void GuardedMemory::make_read_only() {
    protect(PROT_READ);
}

void GuardedMemory::revoke() {
    protect(PROT_NONE);
}

}  // namespace host
