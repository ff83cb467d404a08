// Where requests to Adobe Target go: its own hosts, or the endpoint that the configuration names
// instead. Called by the actions and the online check; pure, any thread.
#pragma once

#include "adobe_target/settings.hpp"

#include <sluice/http/endpoint.hpp>

#include <string>
#include <string_view>

namespace adobe_target {

// "acme.tt.omtrdc.net": all but sessions.
inline std::string client_host(std::string_view client_code) {
    return std::string{client_code} + ".tt.omtrdc.net";
}

// "mboxedge35.tt.omtrdc.net", into `host`: the edge that keeps a session (Delivery API, edgeHost).
inline void edge_host(std::string_view edge_number, std::string& host) {
    host = "mboxedge";
    host += edge_number;
    host += ".tt.omtrdc.net";
}

// With endpoints.target set, every Target request goes there, and its Host header still names
// Adobe's. `endpoint` is reused.
inline void
set_endpoint(const Settings& settings, std::string_view host, sluice::http::Endpoint& endpoint) {
    if (settings.target) {
        endpoint = settings.target->endpoint;
        return;
    }
    endpoint.host = host;
    endpoint.port = 443;
    endpoint.tls = true;
}

// What stands before every path there; "" at Adobe's own.
inline std::string_view target_prefix(const Settings& settings) {
    return settings.target ? std::string_view{settings.target->path} : std::string_view{};
}

}  // namespace adobe_target
