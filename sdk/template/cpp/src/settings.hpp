// The configuration of a destination, read and checked. Used by validate and the constructor; any
// thread.
#pragma once

#include <sluice/findings.hpp>
#include <sluice/spec.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Where requests go. Plain HTTP sends the token in clear, so it stays on this machine.
struct Endpoint {
    bool is_ipv6 = false;
    std::uint16_t port = 80;
    std::string authority;  // "127.0.0.1:8080", as it was written
    std::string path;       // "/records"; printable ASCII
};

struct Settings {
    Endpoint endpoint;
    std::string token;  // the secret's name, for Host::secret; empty: no token is sent
};

// Takes http://127.0.0.1:8080/records, http://localhost, http://[::1]:8080; none of anything else.
std::optional<Endpoint> parse_endpoint(std::string_view url);

// Reports everything that is wrong with the configuration. What it gives is sound if it reported
// nothing.
Settings read_settings(sluice::Findings& findings, const sluice::Spec& spec);
