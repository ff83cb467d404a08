// What a socket address names, in words and as a question. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace host {

// "93.184.216.34:443", "[::1]:80", "unix:/run/x"; "a socket of family 16" for others; "" if the
// bytes are none.
std::string address_in_words(std::string_view sockaddr_bytes);

// The port, if the address is on this machine's loopback.
std::optional<std::uint16_t> loopback_port(std::string_view sockaddr_bytes);

// What the C library asks of itself while it looks up a name: the kernel's list of addresses, and
// the name cache's daemon. It leaves no trace elsewhere.
bool is_look_at_own_machine(std::string_view sockaddr_bytes);

}  // namespace host
