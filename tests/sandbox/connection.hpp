// Serves one connection: reads requests, has them answered, and replies as the answer says; on the
// server's thread.
#pragma once

#include "tests/sandbox/state.hpp"
#include "tests/sandbox/stream.hpp"

#include <cstdint>
#include <functional>

namespace sandbox {

/// What connections share; outlives them all.
struct Shared {
    State& state;
    TlsContext* tls;                    ///< nullptr: plain HTTP
    std::function<void()> stop_server;  ///< after POST /_sandbox/stop was answered
};

/// Ends when the client goes away, or after a reply that ends the connection.
Task<void> serve_connection(Socket socket, Shared& shared, std::uint64_t number);

}  // namespace sandbox
