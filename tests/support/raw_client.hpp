// Bytes to a port of this machine and back, for tests that must not be kept from saying what is
// wrong HTTP. On the test's one thread.
#pragma once

#include "host/record/file_descriptor.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>

namespace support {

class RawClient {
public:
    // Throws std::system_error if nobody listens there.
    explicit RawClient(std::uint16_t port)
        : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        const timeval limit{60, 0};  // of a read; longer has failed
        ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            throw std::system_error{errno, std::generic_category(), "connect"};
        }
    }

    // Nothing happens if the other side has closed.
    void say(std::string_view text) const {
        [[maybe_unused]] const ssize_t sent =
            ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
    }

    // Everything until the other side closes.
    std::string hear() const {
        std::string all;
        std::array<char, 4096> bytes{};
        for (ssize_t got = 0; (got = ::recv(socket_.get(), bytes.data(), bytes.size(), 0)) > 0;) {
            all.append(bytes.data(), static_cast<std::size_t>(got));
        }
        return all;
    }

private:
    host::FileDescriptor socket_;
};

// Says `text`, and gives everything until the other side closes.
inline std::string ask_raw(std::uint16_t port, std::string_view text) {
    const RawClient client{port};
    client.say(text);
    return client.hear();
}

}  // namespace support
