// Why an HTTP exchange gave no reply: what a destination judges by when there is no Reply.
#pragma once

#include <cstdint>
#include <string>

namespace sluice::http {

struct Failure {
    enum class Kind : std::uint8_t {
        resolve,      // the name is unknown
        forbidden,    // Settings::reach does not let the client connect to any of its addresses
        connect,      // refused or unreachable, also by the proxy
        certificate,  // does not verify: the message names the endpoint and what is wrong
        tls,          // another TLS failure
        reset,        // the connection ended while writing or reading
        timeout,      // the deadline passed
        protocol,     // the reply is not HTTP/1.1
        too_large,    // the reply exceeds max_reply_bytes, or its header 64 KiB
        cancelled,    // cancel() was called, or the client is gone
    };
    Kind kind = Kind::reset;
    bool written = false;  // a byte of the request went out: the far side may have acted on it
    std::string message;   // a sentence without a secret: endpoint and cause
};

}  // namespace sluice::http
