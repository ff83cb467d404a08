#include "tests/conformance/bad/exchange.hpp"

#include "tests/conformance/bad/reply_text.hpp"
#include "tests/conformance/bad/sin.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <ctime>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bad {

namespace {

constexpr std::size_t most_reply_bytes = std::size_t{256} * 1024;

}  // namespace

std::uint64_t monotonic_now() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(now.tv_nsec);
}

Exchanged Connection::exchange(const std::string& request, std::uint64_t deadline) {
    Exchanged exchanged;
    if (fd_ >= 0 && is_stale()) {
        close();
    }
    exchanged.broken = fd_ >= 0 ? Broken::no : open(deadline);
    if (exchanged.broken == Broken::no) {
        exchanged.broken = write(request, deadline, exchanged.is_written);
    }
    if (exchanged.broken == Broken::no) {
        exchanged.broken = read(deadline, exchanged.reply);
    }
    if (exchanged.broken != Broken::no) {
        close();
    }
    return exchanged;
}

// The other side has closed it, or said something unasked.
bool Connection::is_stale() const {
    pollfd polled{fd_, POLLIN, 0};
    return !input_.empty() || ::poll(&polled, 1, 0) != 0;
}

void Connection::close() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
    fd_ = -1;
    input_.clear();
}

Broken Connection::wait(short events, std::uint64_t deadline) const {
    for (;;) {
        const std::uint64_t now = monotonic_now();
        if (now >= deadline) {
            return Broken::out_of_time;
        }
        const std::uint64_t left =
            std::min<std::uint64_t>((deadline - now) / 1'000'000U + 1, 60'000);
        std::array<pollfd, 2> polled{{{fd_, events, 0}, {stop_fd_, POLLIN, 0}}};
        const nfds_t count = sin == Sin::ignores_cancel ? 1 : 2;
        if (::poll(polled.data(), count, static_cast<int>(left)) > 0) {
            return polled[1].revents != 0 ? Broken::stopped : Broken::no;
        }
    }
}

Broken Connection::open(std::uint64_t deadline) {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd_ < 0) {
        return Broken::refused;
    }
    const int one = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 &&
        errno != EINPROGRESS) {
        return Broken::refused;
    }
    if (const Broken broken = wait(POLLOUT, deadline); broken != Broken::no) {
        return broken;
    }
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &size);
    return error == 0 ? Broken::no : Broken::refused;
}

Broken Connection::write(const std::string& request, std::uint64_t deadline, bool& is_written) {
    for (std::size_t at = 0; at < request.size();) {
        const ssize_t sent = ::send(fd_, request.data() + at, request.size() - at, MSG_NOSIGNAL);
        if (sent > 0) {
            is_written = true;
            at += static_cast<std::size_t>(sent);
        } else if (errno != EAGAIN) {
            return Broken::ended;
        } else if (const Broken broken = wait(POLLOUT, deadline); broken != Broken::no) {
            return broken;
        }
    }
    return Broken::no;
}

Broken Connection::read(std::uint64_t deadline, Reply& reply) {
    for (;;) {
        const ReplyText found = reply_text(input_);
        if (found.is_broken || input_.size() > most_reply_bytes) {
            return Broken::not_http;
        }
        if (found.is_whole) {
            reply = found.reply;
            input_.erase(0, found.size);
            if (!found.is_kept) {
                close();
            }
            return Broken::no;
        }
        if (const Broken broken = read_more(deadline); broken != Broken::no) {
            return broken;
        }
    }
}

Broken Connection::read_more(std::uint64_t deadline) {
    if (const Broken broken = wait(POLLIN, deadline); broken != Broken::no) {
        return broken;
    }
    std::array<char, 4096> bytes{};
    const ssize_t got = ::recv(fd_, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
        return Broken::ended;
    }
    input_.append(bytes.data(), static_cast<std::size_t>(got));
    return Broken::no;
}

}  // namespace bad
