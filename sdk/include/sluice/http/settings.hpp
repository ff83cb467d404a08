// How a client connects, for all of its exchanges. A value; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sluice::http {

// Which addresses a client connects to. Looked at after a name was resolved, for the very address
// of the connection, so that a name which changes its address (DNS rebinding) gains nothing.
enum class Reach : std::uint8_t {
    any_address,
    // Not private, shared, link-local or reserved ones; loopback only if the endpoint says so
    // itself (localhost, 127.0.0.1, [::1]). A proxy is reached wherever it is, and resolves the
    // names that are asked of it: it has to keep this rule itself.
    public_addresses,
};

struct Settings {
    // Kept and opening, over all endpoints: the least recently used idle one gives way.
    std::size_t connections = 64;
    // Of the body; a header may have 64 KiB.
    std::size_t max_reply_bytes = 1 << 20;
    // PEM, trusted instead of the system's certificates; "" for the system's.
    std::string ca_file;
    // "http://host:port": every TLS endpoint is reached by CONNECT through it; "" for none.
    std::string proxy;
    // Of the CONNECT alone, a request carries its own; "" for none.
    std::string user_agent;
    Reach reach = Reach::any_address;
};

}  // namespace sluice::http
