#include "host/conform/socket_address.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstddef>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace host {
namespace {

// The structure T at the beginning of the bytes; zeros where they end.
template <class T>
T as(std::string_view bytes) {
    T address{};
    std::memcpy(&address, bytes.data(), std::min(bytes.size(), sizeof address));
    return address;
}

sa_family_t family_of(std::string_view bytes) {
    return bytes.size() < sizeof(sa_family_t) ? sa_family_t{AF_UNSPEC}
                                              : as<sockaddr>(bytes).sa_family;
}

std::string unix_path(std::string_view bytes) {
    constexpr std::size_t begin = offsetof(sockaddr_un, sun_path);
    std::string_view path = bytes.size() > begin ? bytes.substr(begin) : std::string_view{};
    if (path.starts_with('\0')) {
        return "@" + std::string{path.substr(1)};  // the abstract name space
    }
    return std::string{path.substr(0, path.find('\0'))};
}

}  // namespace

std::string address_in_words(std::string_view bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    switch (family_of(bytes)) {
    case AF_UNSPEC:
        return "";
    case AF_INET: {
        const auto address = as<sockaddr_in>(bytes);
        inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
        return std::string{text.data()} + ':' + std::to_string(ntohs(address.sin_port));
    }
    case AF_INET6: {
        const auto address = as<sockaddr_in6>(bytes);
        inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
        return '[' + std::string{text.data()} + "]:" + std::to_string(ntohs(address.sin6_port));
    }
    case AF_UNIX:
        return "unix:" + unix_path(bytes);
    default:
        return "a socket of family " + std::to_string(family_of(bytes));
    }
}

std::optional<std::uint16_t> loopback_port(std::string_view bytes) {
    if (family_of(bytes) == AF_INET) {
        const auto address = as<sockaddr_in>(bytes);
        if ((ntohl(address.sin_addr.s_addr) >> 24U) == IN_LOOPBACKNET) {
            return ntohs(address.sin_port);
        }
    } else if (family_of(bytes) == AF_INET6) {
        const auto address = as<sockaddr_in6>(bytes);
        if (IN6_IS_ADDR_LOOPBACK(&address.sin6_addr)) {
            return ntohs(address.sin6_port);
        }
    }
    return std::nullopt;
}

bool is_look_at_own_machine(std::string_view bytes) {
    const sa_family_t family = family_of(bytes);
    return family == AF_NETLINK ||
           (family == AF_UNIX && unix_path(bytes) == "/var/run/nscd/socket");
}

}  // namespace host
