#include "exchange.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Kind = Failure::Kind;

constexpr std::size_t most_head_bytes = 16384;
// So long may a cancel go unseen.
constexpr std::chrono::steady_clock::duration longest_sleep = std::chrono::milliseconds{20};

class Socket {
public:
    explicit Socket(int family)
        : fd_{::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)} {}
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    int fd() const { return fd_; }

private:
    int fd_;
};

// Until `fd` is ready: nothing, or why the wait is over.
std::optional<Kind> wait_for(int fd, short events, const Limits& limits) {
    pollfd waiting{fd, events, 0};
    for (;;) {
        const auto left = limits.deadline - std::chrono::steady_clock::now();
        if (limits.is_cancelled()) {
            return Kind::cancelled;
        }
        if (left <= left.zero()) {
            return Kind::timeout;
        }
        const auto part =
            std::chrono::ceil<std::chrono::milliseconds>(std::min(left, longest_sleep));
        const int ready = ::poll(&waiting, 1, static_cast<int>(part.count()));
        if (ready > 0) {
            return std::nullopt;
        }
        if (ready < 0 && errno != EINTR) {
            return Kind::lost;
        }
    }
}

bool is_again(ssize_t result) {
    return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

int connect_to_loopback(int fd, const Endpoint& endpoint) {
    if (endpoint.is_ipv6) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(endpoint.port);
        address.sin6_addr = in6addr_loopback;
        return ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(endpoint.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

std::optional<Kind> connect(int fd, const Endpoint& endpoint, const Limits& limits) {
    if (fd < 0) {
        return Kind::unreachable;
    }
    if (connect_to_loopback(fd, endpoint) != 0 && errno != EINPROGRESS && errno != EINTR) {
        return Kind::unreachable;
    }
    if (const auto over = wait_for(fd, POLLOUT, limits)) {
        return over;
    }
    int error = 0;
    socklen_t size = sizeof error;
    const bool is_connected =
        ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
    return is_connected ? std::nullopt : std::optional{Kind::unreachable};
}

// `request` loses what was sent. A connection that ends is left to the reading: a refusal may lie
// there already, 413 to a body that was too long to read.
std::optional<Kind> write_all(int fd, std::string_view& request, const Limits& limits) {
    while (!request.empty()) {
        if (const auto over = wait_for(fd, POLLOUT, limits)) {
            return over;
        }
        const ssize_t written = ::send(fd, request.data(), request.size(), MSG_NOSIGNAL);
        if (written > 0) {
            request.remove_prefix(static_cast<std::size_t>(written));
        } else if (!is_again(written)) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<Kind> read_reply(int fd, const Limits& limits, Reply& reply) {
    std::string head;
    std::array<char, 4096> part{};
    while (head.size() < most_head_bytes) {
        if (const auto over = wait_for(fd, POLLIN, limits)) {
            return over;
        }
        const ssize_t got = ::recv(fd, part.data(), part.size(), 0);
        if (is_again(got)) {
            continue;
        }
        if (got <= 0) {
            return head.empty() ? Kind::lost : Kind::garbled;
        }
        head.append(part.data(), static_cast<std::size_t>(got));
        switch (read_head(head, reply)) {
        case Head::whole:
            return std::nullopt;
        case Head::wrong:
            return Kind::garbled;
        case Head::unfinished:
            break;
        }
    }
    return Kind::garbled;
}

}  // namespace

sluice::Result<Reply, Failure>
exchange(const Endpoint& endpoint, std::string_view request, const Limits& limits) {
    const Socket socket{endpoint.is_ipv6 ? AF_INET6 : AF_INET};
    const std::size_t whole = request.size();
    if (const auto over = connect(socket.fd(), endpoint, limits)) {
        return Failure{*over, false};
    }
    Reply reply;
    auto over = write_all(socket.fd(), request, limits);
    if (!over) {
        over = read_reply(socket.fd(), limits, reply);
    }
    if (over) {
        return Failure{*over, request.size() < whole};
    }
    return reply;
}
