#include "tests/sandbox/admin.hpp"

#include "tests/sandbox/decode.hpp"
#include "tests/sandbox/json_text.hpp"

#include <optional>
#include <vector>

namespace sandbox {
namespace {

constexpr std::string_view media = "application/vnd.adobe.target.v1+json";

/// `{"error_code":"403003","message":"Api Key is invalid"}`: Adobe's open-source API gateway.
Response gateway(int status, std::string_view code, std::string_view message) {
    std::string body;
    JsonObject object(body);
    object.text("error_code", code);
    object.text("message", message);
    object.close();
    return json_reply(status, std::move(body));
}

/// The Admin API's own error form.
Response refuse(int status, std::string_view code, std::string_view message) {
    std::string body;
    JsonObject object(body);
    object.number("httpStatus", static_cast<std::uint64_t>(status));
    object.text("requestId", "sandbox");
    object.raw("errors");
    body += '[';
    JsonObject error(body);
    error.text("errorCode", code);
    error.text("message", message);
    error.close();
    body += ']';
    object.close();
    return json_reply(status, std::move(body));
}

std::optional<Response>
at_gateway(const Request& request, const Settings& settings, const Tokens& tokens, Moment now) {
    if (request.api_key.empty()) {
        return gateway(403, "403000", "Api Key is required");
    }
    if (request.api_key != settings.client_id) {
        return gateway(403, "403003", "Api Key is invalid");
    }
    const std::string_view token = bearer_token(request);
    if (token.empty()) {
        return gateway(403, "403010", "Oauth token is missing.");
    }
    if (!tokens.is_valid_ims(token, now)) {
        return gateway(401, "401013", "Oauth token is not valid");
    }
    return std::nullopt;
}

std::optional<Response> at_api(const Request& request, const Settings& settings) {
    const std::string_view tenant = request.path.substr(1, request.path.find('/', 1) - 1);
    if (!settings.tenant.empty() && tenant != settings.tenant) {
        return refuse(404, "Tenant.Unknown", "no tenant of this name");
    }
    const bool is_any =
        request.accept.empty() || request.accept.find("*/*") != std::string_view::npos;
    if (!is_any && request.accept.find(media) == std::string_view::npos) {
        return refuse(406, "Unsupported.Feature", "this version of the resource is not supported");
    }
    return std::nullopt;
}

std::optional<Response>
refusal(const Request& request, const Settings& settings, const Tokens& tokens, Moment now) {
    auto refused = at_gateway(request, settings, tokens, now);
    return refused ? std::move(refused) : at_api(request, settings);
}

Response token_reply(int status, Tokens& tokens, Moment now) {
    tokens.handed_out();
    std::string body;
    JsonObject object(body);
    object.text("accessToken", tokens.profile_token());
    object.text("tokenType", "Bearer");
    object.text("scope", "profile_api");
    object.number("expiresIn", static_cast<std::uint64_t>(tokens.profile_token_life(now).count()));
    object.close();
    Response response = json_reply(status, std::move(body));
    response.type = media;
    return response;
}

}  // namespace

Response
admin_settings(const Request& request, const Settings& settings, const Tokens& tokens, Moment now) {
    if (auto refused = refusal(request, settings, tokens, now)) {
        return std::move(*refused);
    }
    if (request.method != "GET") {
        return refuse(405, "Method.NotAllowed", "expected GET");
    }
    std::string body;
    JsonObject object(body);
    object.text("clientCode", settings.client_code.empty() ? "sandbox" : settings.client_code);
    object.truth("enableProfileApiAuthentication", settings.require_profile_token);
    object.close();
    Response response = json_reply(200, std::move(body));
    response.type = media;
    return response;
}

Response admin_token(const Request& request, const Settings& settings, Tokens& tokens, Moment now) {
    if (auto refused = refusal(request, settings, tokens, now)) {
        return std::move(*refused);
    }
    Arena arena;
    arena.reset(request.query.size());
    std::vector<Attribute> query;
    decode_form(request.query, arena, query);
    if (value_of(query, "authorizationScope").value_or("") != "profile_api") {
        return refuse(400, "Validation.Error", "authorizationScope must be profile_api here");
    }
    if (request.method == "POST") {
        tokens.renew_profile_token(now);
        return token_reply(201, tokens, now);
    }
    if (request.method != "GET") {
        return refuse(405, "Method.NotAllowed", "expected GET or POST");
    }
    if (!tokens.has_profile_token()) {
        return refuse(404, "NotFound", "no profile authentication token was generated");
    }
    return token_reply(200, tokens, now);
}

}  // namespace sandbox
