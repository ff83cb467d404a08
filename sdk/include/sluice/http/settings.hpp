// How a client connects, for all of its exchanges. A value; any thread.
#pragma once

#include <cstddef>
#include <string>

namespace sluice::http {

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
};

}  // namespace sluice::http
