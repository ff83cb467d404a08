#include "host/plugin/bell.hpp"

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace host {

Bell::Bell() : fd_{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
    if (!fd_) {
        throw std::system_error{errno, std::generic_category(), "eventfd"};
    }
}

void Bell::ring() const {
    const std::uint64_t one = 1;
    // Fails only when 2^64 - 2 rings are unread: then the bell is loud enough.
    [[maybe_unused]] const ssize_t written = write(fd_.get(), &one, sizeof one);
}

void Bell::quiet() const {
    std::uint64_t rings = 0;
    [[maybe_unused]] const ssize_t bytes = read(fd_.get(), &rings, sizeof rings);
}

}  // namespace host
