// Where an HTTP request goes: an address, and the name that its certificate must carry.
#pragma once

#include <sluice/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::http {

// Two equal endpoints may share a connection. `host` is a DNS name or a literal address without
// brackets.
struct Endpoint {
    std::string host;
    std::uint16_t port = 443;
    bool tls = true;

    bool operator==(const Endpoint&) const = default;
};

struct EndpointUrl {
    Endpoint endpoint;
    std::string path;       // what follows the authority, without a trailing slash; "" for none
    std::string authority;  // as a Host header wants it: "acme.tt.omtrdc.net", "127.0.0.1:8443",
                            // "[::1]:8443"
};

// Reads "https://host[:port][/path]"; http is taken on loopback (127.0.0.0/8, ::1, localhost)
// alone. The error is a sentence that says what was expected and what was found. Pure.
Result<EndpointUrl, std::string> parse_endpoint(std::string_view url);

}  // namespace sluice::http
