#include "adobe_target/api/access_token.hpp"

#include "adobe_target/api/adobe_message.hpp"
#include "adobe_target/api/judge_status.hpp"
#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/api/reply_json.hpp"

#include <sluice/percent.hpp>

#include <algorithm>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::Reason;

Outcome ims_unavailable(const ReplyView& reply) {
    Outcome outcome = paused(
        {.reason = reply.status == 429 ? Reason::rate_limited : Reason::server,
         .code = "ims_unavailable",
         .message = adobe_message(reply) + "; no access token can be had now"},
        reply.retry_after.value_or(std::chrono::milliseconds{0})
    );
    outcome.vendor_code = reply.status;
    return outcome;
}

Outcome ims_refused(const ReplyView& reply) {
    Outcome outcome = auth_failed(
        {.reason = Reason::none,
         .code = "ims_refused",
         .message = adobe_message(reply) + "; look at client_id, client_secret and scopes in the "
                                           "Adobe Developer Console, your project, OAuth "
                                           "Server-to-Server"}
    );
    outcome.vendor_code = reply.status;
    return outcome;
}

bool is_unavailable(int status) {
    return status == 429 || status == 408 || (status >= 500 && status <= 599);
}

}  // namespace

std::string access_token_form(const ImsCredentials& credentials) {
    std::string form = "grant_type=client_credentials&client_id=";
    sluice::append_percent(form, credentials.client_id);
    form += "&client_secret=";
    sluice::append_percent(form, credentials.client_secret);
    form += "&scope=";
    sluice::append_percent(form, credentials.scopes);
    return form;
}

bool is_header_safe(std::string_view token) {
    return !token.empty() &&
           std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

sluice::Result<Token, Outcome> judge_access_token(const ReplyView& reply) {
    if (is_unavailable(reply.status)) {
        return ims_unavailable(reply);
    }
    const ReplyJson json{reply.body};
    if (reply.status >= 400 && reply.status <= 403 && json.text("/error")) {
        return ims_refused(reply);
    }
    const auto token = json.text("/access_token");
    if (reply.status != 200 || !token || !is_header_safe(*token)) {
        Outcome outcome = misrouted(reply);
        outcome.code = "ims_misrouted";
        outcome.message = "expected an access token of Adobe's IMS, found something else: " +
                          std::string{reply.host} + " answered " + std::to_string(reply.status) +
                          "; look at endpoints.ims and proxy";
        return outcome;
    }
    Token granted{.value = std::string{*token}, .life = std::nullopt};
    const auto expires_in = json.integer("/expires_in");
    if (expires_in && *expires_in > 0) {
        granted.life = std::chrono::seconds{*expires_in};
    }
    return granted;
}

}  // namespace adobe_target
