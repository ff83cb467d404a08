// HMAC-SHA256 under one key, over OpenSSL's EVP. Called by run for record ids, on the host thread.
#pragma once

#include "host/digest/sha256.hpp"

#include <memory>
#include <string_view>

namespace host {

// Incremental, and reused: finish() makes it ready for the next text under the same key. Throws
// std::runtime_error if OpenSSL cannot (no memory). An empty key is allowed.
class HmacSha256 {
public:
    explicit HmacSha256(std::string_view key);

    void update(std::string_view bytes);
    Digest finish();

    Digest of(std::string_view bytes) {
        update(bytes);
        return finish();
    }

private:
    struct Free {
        void operator()(void* context) const;
    };
    std::unique_ptr<void, Free> context_;  // EVP_MAC_CTX
};

}  // namespace host
