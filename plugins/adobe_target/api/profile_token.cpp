#include "adobe_target/api/profile_token.hpp"

#include "adobe_target/api/adobe_message.hpp"
#include "adobe_target/api/judge_status.hpp"
#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/api/reply_json.hpp"

#include <sluice/percent.hpp>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::Reason;

constexpr std::string_view generate_it =
    "generate it in Adobe Target, Administration > Implementation > Profile API > Generate New "
    "Profile Authentication Token";

std::string admin_target(std::string_view tenant_id, std::string_view resource) {
    std::string target = "/";
    sluice::append_percent(target, tenant_id);
    target += resource;
    return target;
}

bool is_unavailable(int status) {
    return status == 429 || status == 408 || (status >= 500 && status <= 599);
}

// The Admin API answers 503 beyond 50 calls a minute (limits page).
Outcome admin_unavailable(const ReplyView& reply) {
    Outcome outcome = paused(
        {.reason = reply.status == 429 ? Reason::rate_limited : Reason::server,
         .code = "admin_unavailable",
         .message = adobe_message(reply) + "; the profile token cannot be had now"},
        reply.retry_after.value_or(std::chrono::milliseconds{0})
    );
    outcome.vendor_code = reply.status;
    return outcome;
}

Outcome admin_misrouted(const ReplyView& reply) {
    Outcome outcome = misrouted(reply);
    outcome.code = "admin_misrouted";
    outcome.message =
        "expected the Admin API of Adobe Target, found something else: " + std::string{reply.host} +
        " answered " + std::to_string(reply.status) +
        "; look at tenant_id, endpoints.admin and proxy";
    return outcome;
}

Outcome no_token(const ReplyView& reply, std::string_view code, std::string message) {
    Outcome outcome =
        auth_failed({.reason = Reason::none, .code = code, .message = std::move(message)});
    outcome.vendor_code = reply.status;
    return outcome;
}

sluice::Result<Token, Outcome> read_token(const ReplyView& reply) {
    const ReplyJson json{reply.body};
    const auto token = json.text("/accessToken");
    if (!token || !is_header_safe(*token)) {
        return admin_misrouted(reply);
    }
    const auto expires_in = json.integer("/expiresIn");
    if (expires_in && *expires_in <= 0) {
        return no_token(
            reply,
            "profile_token_expired",
            "the profile token has expired; " + std::string{generate_it}
        );
    }
    Token granted{.value = std::string{*token}, .life = std::nullopt};
    if (expires_in) {
        granted.life = std::chrono::seconds{*expires_in};
    }
    return granted;
}

}  // namespace

std::string client_settings_target(std::string_view tenant_id) {
    return admin_target(tenant_id, "/target/clients/settings");
}

std::string profile_token_target(std::string_view tenant_id) {
    return admin_target(tenant_id, "/target/authentication/token?authorizationScope=profile_api");
}

sluice::Result<ProfileAuthentication, Outcome> judge_client_settings(const ReplyView& reply) {
    if (is_unavailable(reply.status)) {
        return admin_unavailable(reply);
    }
    if (reply.status == 401) {
        return ProfileAuthentication::stale;
    }
    if (reply.status == 403 || reply.status == 404) {
        return ProfileAuthentication::unreadable;
    }
    const ReplyJson json{reply.body};
    const auto needed = json.boolean("/enableProfileApiAuthentication");
    if (reply.status != 200 || !needed) {
        return admin_misrouted(reply);
    }
    return *needed ? ProfileAuthentication::needed : ProfileAuthentication::not_needed;
}

sluice::Result<Token, Outcome> judge_profile_token(const ReplyView& reply) {
    switch (reply.status) {
    case 200:
    case 201:
        return read_token(reply);
    case 404:
        return no_token(
            reply,
            "profile_token_missing",
            "profile calls need a profile token, and there is none; " + std::string{generate_it}
        );
    case 400:
    case 401:
    case 403:
    case 406:
        return no_token(
            reply,
            "admin_refused",
            adobe_message(reply) + "; the credential may not read the profile token: in the Admin "
                                   "Console, Adobe Target, give its product "
                                   "profile the Approver role"
        );
    default:
        return is_unavailable(reply.status) ? admin_unavailable(reply) : admin_misrouted(reply);
    }
}

}  // namespace adobe_target
