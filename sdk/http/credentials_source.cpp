#include "sdk/http/credentials_source.hpp"

#include <sluice/http/default_verdict.hpp>

#include <string>

namespace sluice::http {

Task<TokenSource::Fetched> CredentialsSource::fetch() {
    write_request();
    const EndpointUrl& url = credentials_.token_url;
    const auto deadline = std::chrono::steady_clock::now() + timeout_;
    const auto failure =
        co_await client_.exchange(url.endpoint, request_.bytes(), deadline, reply_);
    if (failure) {
        co_return token_verdict(*failure, "token_unavailable");
    }
    co_return judge_token_reply(reply_, url.authority, std::chrono::system_clock::now());
}

void CredentialsSource::write_request() {
    const Secrets secrets = secrets_.secrets();
    const EndpointUrl& url = credentials_.token_url;
    request_.start("POST", url.path.empty() ? "/" : url.path, url.authority);
    request_.header("Content-Type", "application/x-www-form-urlencoded");
    request_.header("Accept", "application/json");
    request_.finish(token_form(credentials_, secrets[credentials_.client_secret]));
}

}  // namespace sluice::http
