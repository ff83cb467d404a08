// How messages name an endpoint.
#pragma once

#include <sluice/http/endpoint.hpp>

namespace sluice::http {

// "acme.tt.omtrdc.net:443", "[::1]:8443".
inline std::string name_of(const Endpoint& endpoint) {
    const bool is_ipv6 = endpoint.host.find(':') != std::string::npos;
    const std::string host = is_ipv6 ? "[" + endpoint.host + "]" : endpoint.host;
    return host + ":" + std::to_string(endpoint.port);
}

}  // namespace sluice::http
