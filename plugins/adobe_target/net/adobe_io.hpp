// The calls to Adobe's IMS and Admin API, one exchange each. Called by token_cache, on the
// io_context's thread.
#pragma once

#include "adobe_target/api/profile_token.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/http/client.hpp>
#include <sluice/outcome.hpp>
#include <sluice/result.hpp>

#include <optional>
#include <string>

namespace adobe_target {

class AdobeIo {
public:
    template <class T>
    using Answer = sluice::http::Task<sluice::Result<T, sluice::Outcome>>;

    // Both must outlive it.
    AdobeIo(sluice::http::Client& client, const Settings& settings)
        : client_{client}, settings_{settings} {}

    Answer<Token> access_token(std::string client_secret);
    Answer<ProfileAuthentication> profile_authentication(std::string access_token);
    Answer<Token> profile_token(std::string access_token);

private:
    sluice::http::Task<std::optional<sluice::http::Failure>>
    exchange(const sluice::http::EndpointUrl& url);
    void write_admin_request(std::string_view target, std::string_view access_token);
    ReplyView view(const sluice::http::EndpointUrl& url) const;

    sluice::http::Client& client_;
    const Settings& settings_;
    sluice::http::Request request_;  // token_cache asks one at a time
    sluice::http::Reply reply_;
};

}  // namespace adobe_target
