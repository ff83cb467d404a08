// Fetches tokens by OAuth client credentials. Asked by the TokenCache of an HttpDestination's
// workers, on the io_context's thread.
#pragma once

#include <sluice/http/client.hpp>
#include <sluice/http/client_credentials.hpp>
#include <sluice/http/token_cache.hpp>
#include <sluice/secret_box.hpp>

#include <chrono>
#include <cstdint>

namespace sluice::http {

class CredentialsSource final : public TokenSource {
public:
    // All must outlive it.
    CredentialsSource(
        Client& client,
        const ClientCredentials& credentials,
        const SecretBox& secrets,
        std::chrono::milliseconds timeout
    )
        : client_{client}, credentials_{credentials}, secrets_{secrets}, timeout_{timeout} {}

    Task<Fetched> fetch() override;
    std::uint64_t version() const override { return secrets_.version(); }

private:
    void write_request();

    Client& client_;
    const ClientCredentials& credentials_;
    const SecretBox& secrets_;
    const std::chrono::milliseconds timeout_;
    Request request_;
    Reply reply_;
};

}  // namespace sluice::http
