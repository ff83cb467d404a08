#include "adobe_target/net/adobe_io.hpp"

#include "adobe_target/net/judge_failure.hpp"
#include "adobe_target/net/reply_of.hpp"

#include <chrono>

namespace adobe_target {

AdobeIo::Answer<Token> AdobeIo::access_token(std::string client_secret) {
    ImsCredentials credentials;
    credentials.client_id = settings_.client_id;
    credentials.client_secret = std::move(client_secret);
    credentials.scopes = settings_.scopes;
    request_.start(
        "POST", settings_.ims.path + std::string{access_token_target}, settings_.ims.authority
    );
    request_.header("Content-Type", "application/x-www-form-urlencoded");
    request_.header("Accept", "application/json");
    request_.finish(access_token_form(credentials));
    const auto failure = co_await exchange(settings_.ims);
    if (failure) {
        co_return judge_token_failure(*failure, "ims_unavailable");
    }
    co_return judge_access_token(view(settings_.ims));
}

AdobeIo::Answer<ProfileAuthentication> AdobeIo::profile_authentication(std::string access_token) {
    write_admin_request(client_settings_target(settings_.tenant_id), access_token);
    const auto failure = co_await exchange(settings_.admin);
    if (failure) {
        co_return judge_token_failure(*failure, "admin_unavailable");
    }
    co_return judge_client_settings(view(settings_.admin));
}

AdobeIo::Answer<Token> AdobeIo::profile_token(std::string access_token) {
    write_admin_request(profile_token_target(settings_.tenant_id), access_token);
    const auto failure = co_await exchange(settings_.admin);
    if (failure) {
        co_return judge_token_failure(*failure, "admin_unavailable");
    }
    co_return judge_profile_token(view(settings_.admin));
}

void AdobeIo::write_admin_request(std::string_view target, std::string_view access_token) {
    request_.start("GET", settings_.admin.path + std::string{target}, settings_.admin.authority);
    request_.header("Authorization", "Bearer " + std::string{access_token});
    request_.header("X-Api-Key", settings_.client_id);
    request_.header("Accept", admin_media_type);
    request_.finish();
}

sluice::http::Task<std::optional<sluice::http::Failure>>
AdobeIo::exchange(const sluice::http::EndpointUrl& url) {
    const auto deadline = std::chrono::steady_clock::now() + settings_.timeout;
    co_return co_await client_.exchange(url.endpoint, request_.bytes(), deadline, reply_);
}

ReplyView AdobeIo::view(const sluice::http::EndpointUrl& url) const {
    return reply_of(reply_, url.authority, std::chrono::system_clock::now());
}

}  // namespace adobe_target
