#include <sluice/http/client_credentials.hpp>
#include <sluice/http/default_verdict.hpp>
#include <sluice/outcomes.hpp>
#include <sluice/percent.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace sluice::http {

namespace {

void append_member(std::string& form, std::string_view name, std::string_view value) {
    form += form.empty() ? "" : "&";
    append_percent(form, name);
    form += '=';
    append_percent(form, value);
}

std::string answered(const Reply& reply, std::string_view host) {
    return std::string{host} + " answered " + std::to_string(reply.status);
}

Outcome without_token(Outcome outcome, const Reply& reply) {
    outcome.vendor_code = reply.status;
    return outcome;
}

Outcome refused(const Reply& reply, std::string_view host) {
    return auth_failed(
        {.reason = Reason::none,
         .code = "token_refused",
         .message = answered(reply, host) + " to the request for a token; look at the client's id, "
                                            "its secret and the scope"}
    );
}

Outcome misrouted(const Reply& reply, std::string_view host) {
    return paused(
        {.reason = Reason::protocol,
         .code = "token_misrouted",
         .message = "expected a JSON object with an access_token, found something else: " +
                    answered(reply, host) + "; look at the token endpoint's address"},
        look_again
    );
}

Outcome
unavailable(const Reply& reply, std::string_view host, std::chrono::system_clock::time_point now) {
    return paused(
        {.reason = reply.status == 429 ? Reason::rate_limited : Reason::server,
         .code = "token_unavailable",
         .message = answered(reply, host) + "; no token can be had now"},
        retry_after(reply, now)
    );
}

// The token of a reply 200, none if there is no such thing in it.
std::optional<Token> granted(std::string_view body) {
    boost::json::error_code error;
    const boost::json::value reply = boost::json::parse({body.data(), body.size()}, error);
    const boost::json::object* const members = error ? nullptr : reply.if_object();
    const boost::json::value* const value =
        members == nullptr ? nullptr : members->if_contains("access_token");
    if (value == nullptr || !value->is_string()) {
        return std::nullopt;
    }
    Token token;
    token.value = std::string{value->get_string().data(), value->get_string().size()};
    const boost::json::value* const life = members->if_contains("expires_in");
    if (life != nullptr && life->is_int64() && life->get_int64() > 0) {
        token.life = std::chrono::seconds{life->get_int64()};
    }
    return is_header_safe(token.value) ? std::optional{std::move(token)} : std::nullopt;
}

}  // namespace

bool is_header_safe(std::string_view token) {
    return !token.empty() &&
           std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

std::string token_form(const ClientCredentials& credentials, std::string_view client_secret) {
    std::string form;
    append_member(form, "grant_type", "client_credentials");
    append_member(form, "client_id", credentials.client_id);
    append_member(form, "client_secret", client_secret);
    if (!credentials.scope.empty()) {
        append_member(form, "scope", credentials.scope);
    }
    for (const auto& [name, value] : credentials.more) {
        append_member(form, name, value);
    }
    return form;
}

Result<Token, Outcome> judge_token_reply(
    const Reply& reply, std::string_view host, std::chrono::system_clock::time_point now
) {
    const int status = reply.status;
    if (status == 408 || status == 429 || (status >= 500 && status <= 599)) {
        return without_token(unavailable(reply, host, now), reply);
    }
    if (status == 400 || status == 401 || status == 403) {
        return without_token(refused(reply, host), reply);
    }
    auto token = status == 200 ? granted(reply.body) : std::nullopt;
    if (!token) {
        return without_token(misrouted(reply, host), reply);
    }
    return *std::move(token);
}

}  // namespace sluice::http
