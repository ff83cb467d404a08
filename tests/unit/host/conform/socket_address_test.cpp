#include "host/conform/socket_address.hpp"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <sys/un.h>

namespace {

template <class T>
std::string bytes(const T& address) {
    return {reinterpret_cast<const char*>(&address), sizeof address};
}

std::string ipv4(const char* text, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, text, &address.sin_addr);
    return bytes(address);
}

std::string unix_socket(const char* path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path);
    return bytes(address);
}

}  // namespace

TEST_CASE("addresses are told in words") {
    CHECK(host::address_in_words(ipv4("93.184.216.34", 443)) == "93.184.216.34:443");
    CHECK(host::address_in_words(unix_socket("/run/x")) == "unix:/run/x");
    CHECK(host::address_in_words("") == "");
    CHECK(host::address_in_words(std::string(2, '\0')) == "");
}

TEST_CASE("loopback is all of 127/8 and ::1, and nothing else") {
    CHECK(host::loopback_port(ipv4("127.0.0.1", 80)) == 80);
    CHECK(host::loopback_port(ipv4("127.9.9.9", 81)) == 81);
    CHECK_FALSE(host::loopback_port(ipv4("128.0.0.1", 80)));
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(82);
    six.sin6_addr = in6addr_loopback;
    CHECK(host::loopback_port(bytes(six)) == 82);
    CHECK(host::address_in_words(bytes(six)) == "[::1]:82");
}

TEST_CASE("the C library's questions to its own machine are known") {
    CHECK(host::is_look_at_own_machine(unix_socket("/var/run/nscd/socket")));
    CHECK_FALSE(host::is_look_at_own_machine(unix_socket("/run/x")));
    CHECK_FALSE(host::is_look_at_own_machine(ipv4("127.0.0.1", 80)));
}
