#include "host/plugin/mapped_file.hpp"

#include <array>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <sys/mman.h>

namespace host {
namespace {

struct Backing {
    unsigned major_number = 0;
    unsigned minor_number = 0;
    std::uint64_t inode = 0;
    bool operator==(const Backing&) const = default;
};

// The file behind the mapping that holds `address`; none for anonymous memory.
std::optional<Backing> backing_of(const void* address) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> maps{
        std::fopen("/proc/self/maps", "re"), &std::fclose};
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    std::array<char, 4608> line{};  // a path of PATH_MAX bytes and the columns before it
    while (maps != nullptr && std::fgets(line.data(), line.size(), maps.get()) != nullptr) {
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        Backing backing;
        const int read = std::sscanf(  // NOLINT(cert-err34-c): the kernel's own format
            line.data(),
            "%" SCNxPTR "-%" SCNxPTR " %*s %*x %x:%x %" SCNu64,
            &from,
            &to,
            &backing.major_number,
            &backing.minor_number,
            &backing.inode
        );
        if (read == 5 && from <= wanted && wanted < to && backing.inode != 0) {
            return backing;
        }
    }
    return std::nullopt;
}

}  // namespace

bool is_mapped_from(const void* address, int fd) {
    constexpr std::size_t one_byte = 1;
    void* fresh = mmap(nullptr, one_byte, PROT_READ, MAP_PRIVATE, fd, 0);
    if (fresh == MAP_FAILED) {  // NOLINT(performance-no-int-to-ptr): the macro is a cast
        return false;
    }
    const auto expected = backing_of(fresh);
    const auto found = backing_of(address);
    munmap(fresh, one_byte);
    return expected && expected == found;
}

}  // namespace host
