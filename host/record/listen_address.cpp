#include "host/record/listen_address.hpp"

#include <arpa/inet.h>
#include <array>
#include <charconv>

namespace host {
namespace {

bool is_ip(int family, const std::string& text) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return ::inet_pton(family, text.c_str(), address.data()) == 1;
}

std::optional<std::uint16_t> port_of(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    return is_whole ? std::optional{port} : std::nullopt;
}

}  // namespace

const char* const listen_address_form = "an IP address and a port, say 127.0.0.1:9464";

bool ListenAddress::is_loopback() const {
    return ip.starts_with("127.") || ip == "::1";
}

std::string ListenAddress::text() const {
    const std::string host = ip.find(':') == std::string::npos ? ip : '[' + ip + ']';
    return host + ':' + std::to_string(port);
}

std::optional<ListenAddress> parse_listen_address(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    const auto port = port_of(text.substr(colon + 1));
    std::string ip{text.substr(0, colon)};
    const bool is_bracketed = ip.starts_with('[') && ip.ends_with(']');
    if (is_bracketed) {
        ip = ip.substr(1, ip.size() - 2);
    } else if (ip == "localhost") {
        ip = "127.0.0.1";
    }
    if (!port || !is_ip(is_bracketed ? AF_INET6 : AF_INET, ip)) {
        return std::nullopt;
    }
    return ListenAddress{std::move(ip), *port};
}

}  // namespace host
