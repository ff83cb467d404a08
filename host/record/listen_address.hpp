// Where a status server listens: an IP address and a port. Read from pipeline files and the command
// line; a value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace host {

struct ListenAddress {
    std::string ip;          // "127.0.0.1", "::1"
    std::uint16_t port = 0;  // 0: any that is free

    // Only programs of this machine reach it.
    bool is_loopback() const;
    std::string text() const;  // "127.0.0.1:9464", "[::1]:9464"
};

// "127.0.0.1:9464", "[::1]:9464" or "localhost:9464"; none if it is something else.
std::optional<ListenAddress> parse_listen_address(std::string_view text);

// For errors: "an IP address and a port, say 127.0.0.1:9464".
extern const char* const listen_address_form;

// Without its own words a server that anybody can reach tells anybody.
inline constexpr std::size_t shortest_token = 16;  // bytes

}  // namespace host
