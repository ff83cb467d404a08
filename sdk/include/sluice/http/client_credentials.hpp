// OAuth 2.0 client credentials (RFC 6749, 4.4): how an HttpDestination gets its token. The request
// and the reply's meaning are pure, any thread.
//
//     POST /oauth/token HTTP/1.1
//     Content-Type: application/x-www-form-urlencoded
//
//     grant_type=client_credentials&client_id=...&client_secret=...&scope=...
//
//     {"access_token":"...","token_type":"bearer","expires_in":3600}
#pragma once

#include <sluice/http/draft.hpp>
#include <sluice/http/endpoint.hpp>
#include <sluice/http/message.hpp>
#include <sluice/outcome.hpp>
#include <sluice/result.hpp>
#include <sluice/token.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::http {

struct ClientCredentials {
    EndpointUrl token_url;  // as parse_endpoint() gives it
    std::string client_id;
    std::string client_secret;  // the name of a secret, as the configuration refers to it
    std::string scope;          // "" for none
    // What this far side wants besides: {"audience", "https://api.example.com"}.
    std::vector<std::pair<std::string, std::string>> more;
};

std::string token_form(const ClientCredentials& credentials, std::string_view client_secret);

//     200 with a token          the token, its life by expires_in
//     400 401 403               AUTH_FAILED                            token_refused
//     408 429 5xx               RETRY for the whole destination        token_unavailable
//     all else                  RETRY for the whole destination        token_misrouted
Result<Token, Outcome> judge_token_reply(
    const Reply& reply, std::string_view host, std::chrono::system_clock::time_point now
);

// A token may stand in a header: visible ASCII, not empty.
bool is_header_safe(std::string_view token);

}  // namespace sluice::http
