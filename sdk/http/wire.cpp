#include "sdk/http/wire.hpp"

#include <boost/system/system_category.hpp>

#include <cerrno>
#include <sys/socket.h>

namespace sluice::http {

namespace {

boost::system::error_code last_error() {
    return {errno, boost::system::system_category()};
}

bool would_block() {
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

}  // namespace

Step Wire::send(std::string_view& bytes) {
    while (!bytes.empty()) {
        const ssize_t size =
            ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size >= 0) {
            sent_ += static_cast<std::uint64_t>(size);
            bytes.remove_prefix(static_cast<std::size_t>(size));
        } else if (would_block()) {
            return Step::want_write;
        } else if (errno != EINTR) {
            error_ = last_error();
            return Step::failed;
        }
    }
    return Step::done;
}

Step Wire::receive() {
    const auto room = in.room(1);
    ssize_t size = 0;
    do {
        size = ::recv(socket_, room.data(), room.size(), MSG_DONTWAIT);
    } while (size < 0 && errno == EINTR);
    if (size > 0) {
        in.append(static_cast<std::size_t>(size));
        return Step::done;
    }
    return size < 0 && would_block() ? Step::want_read : Step::ended;
}

}  // namespace sluice::http
