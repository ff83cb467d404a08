#include "tests/sandbox/ims.hpp"

#include "tests/sandbox/decode.hpp"
#include "tests/sandbox/json_text.hpp"

#include <optional>
#include <vector>

namespace sandbox {
namespace {

Response refuse(std::string_view error, std::string_view description) {
    std::string body;
    JsonObject object(body);
    object.text("error", error);
    object.text("error_description", description);
    object.close();
    return json_reply(400, std::move(body));
}

std::optional<Response> fault_of(const std::vector<Attribute>& form, const Settings& settings) {
    const auto given = [&form](std::string_view name) { return value_of(form, name).value_or(""); };
    if (given("grant_type") != "client_credentials") {
        return refuse("unsupported_grant_type", "grant_type must be client_credentials");
    }
    if (given("client_id") != settings.client_id) {
        return refuse("invalid_client", "invalid client_id parameter");
    }
    if (given("client_secret") != settings.client_secret) {
        return refuse("invalid_client", "invalid client_secret parameter");
    }
    if (given("scope").empty()) {
        return refuse("invalid_scope", "scope must name at least one scope");
    }
    return std::nullopt;
}

}  // namespace

Response ims_token(
    const Request& request, Arena& arena, const Settings& settings, Tokens& tokens, Moment now
) {
    if (request.method != "POST") {
        return error_reply(405, "expected POST");
    }
    std::vector<Attribute> form;
    if (!decode_form(request.query, arena, form) || !decode_form(request.body, arena, form)) {
        return refuse("invalid_request", "a parameter is not percent-encoded UTF-8");
    }
    if (auto fault = fault_of(form, settings)) {
        return std::move(*fault);
    }
    std::string body;
    JsonObject object(body);
    object.text("access_token", tokens.issue_ims(now));
    object.text("token_type", "bearer");
    object.number("expires_in", static_cast<std::uint64_t>(settings.ims_expires_in.count()));
    object.close();
    return json_reply(200, std::move(body));
}

}  // namespace sandbox
