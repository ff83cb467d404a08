// What all connections of a client have in common. Made once, by the pool; never changes.
#pragma once

#include "sdk/http/tls.hpp"

#include <sluice/http/client.hpp>

#include <optional>

namespace sluice::http {

struct Setup {
    // Throws std::runtime_error if the CA file or the proxy cannot be used.
    explicit Setup(Settings from);

    Settings settings;
    TlsContext tls;
    std::optional<Endpoint> proxy;
};

}  // namespace sluice::http
