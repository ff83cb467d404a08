#include "tests/sandbox/profile_update.hpp"

#include "tests/sandbox/decode.hpp"
#include "tests/sandbox/identifier.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace sandbox {
namespace {

constexpr std::string_view prefix = "profile.";

/// The XML that Adobe's sample shows, with success=false and a reason.
Response refuse(int status, std::string_view message) {
    Response response;
    response.status = status;
    response.type = "text/xml;charset=UTF-8";
    response.body = "<response><success>false</success><pcId></pcId><message>";
    response.body += message;  // literals without markup, see the callers
    response.body += "</message></response>";
    return response;
}

Response submitted() {
    Response response;
    response.type = "text/xml;charset=UTF-8";
    response.fixed_body = "<response><success>true</success><pcId></pcId>"
                          "<message>Request successfully submitted</message></response>";
    return response;
}

std::optional<Response> size_fault(const Request& request, const Limits& limits) {
    if (request.method == "GET") {
        const std::size_t url = request.path.size() + 1 + request.query.size();
        return url > limits.get_bytes ? std::optional{refuse(414, "URL is longer than 8 KB")}
                                      : std::nullopt;
    }
    if (request.method != "POST") {
        return refuse(405, "expected GET or POST");
    }
    return request.body.size() > limits.post_bytes
               ? std::optional{refuse(413, "body is longer than 60 KB")}
               : std::nullopt;
}

/// Files one parameter under identifier, attribute or other; gives what is wrong with it, or
/// nothing.
std::string_view file_parameter(const Attribute& given, Received& out) {
    const auto take = [&given](std::string_view& id) {
        if (!id.empty()) {
            return std::string_view{"an identifier is given twice"};
        }
        id = given.value;
        return std::string_view{};
    };
    if (given.name == "mbox3rdPartyId") {
        return take(out.keys.third_party);
    }
    if (given.name == "mboxPC") {
        return take(out.keys.tnt);
    }
    if (!given.name.starts_with(prefix)) {
        out.others.push_back(given);
        return {};
    }
    const std::string_view name = given.name.substr(prefix.size());
    if (name.empty() || characters(name) > 128) {
        return "an attribute name must have 1 to 128 characters";
    }
    if (value_of(out.attributes, name)) {
        return "an attribute is given twice";
    }
    out.attributes.push_back({.name = name, .value = given.value});
    return {};
}

std::string_view identifier_fault(const Keys& keys) {
    if (keys.third_party.empty() == keys.tnt.empty()) {
        return "exactly one of mboxPC and mbox3rdPartyId is needed";
    }
    if (!keys.third_party.empty() && !is_third_party_id(keys.third_party)) {
        return "mbox3rdPartyId must have 1 to 256 characters and no + or /";
    }
    if (!keys.tnt.empty() && !is_tnt_id(keys.tnt)) {
        return "mboxPC must have 1 to 128 characters and one dot";
    }
    return {};
}

bool is_form(const Request& request) {
    return request.body.empty() ||
           media_type(request.content_type) == "application/x-www-form-urlencoded";
}

}  // namespace

void read_profile_update(
    const Request& request, std::string_view client, const Settings& settings, Received& out
) {
    out.client = client;
    out.refusal = size_fault(request, settings.limits);
    if (out.refusal) {
        return;
    }
    if (!settings.client_code.empty() && client != settings.client_code) {
        out.refusal = refuse(404, "no client of this code");
        return;
    }
    if (!is_form(request)) {
        out.refusal = refuse(415, "expected application/x-www-form-urlencoded");
        return;
    }
    std::vector<Attribute> parameters;
    parameters.reserve(24);
    if (!decode_form(request.query, out.arena, parameters) ||
        !decode_form(request.body, out.arena, parameters)) {
        out.refusal = refuse(400, "a parameter is not percent-encoded UTF-8");
        return;
    }
    std::string_view fault;
    for (const Attribute& parameter : parameters) {
        const std::string_view found = file_parameter(parameter, out);
        fault = fault.empty() ? found : fault;
    }
    fault = fault.empty() ? identifier_fault(out.keys) : fault;
    if (!fault.empty()) {
        out.refusal = refuse(400, fault);
    }
}

Done do_profile_update(
    const Received& update, const Settings& settings, Profiles& profiles, Moment now
) {
    const bool changes =
        std::any_of(update.attributes.begin(), update.attributes.end(), [](const Attribute& a) {
            return !a.value.empty();
        });
    if (settings.create_on_update) {
        profiles.create(update.keys, update.attributes, now);
        return {.response = submitted(), .accepted = changes};
    }
    const bool known = profiles.update(update.keys, update.attributes, now);
    return {.response = submitted(), .accepted = known && changes};
}

std::optional<Response> profile_token_refusal(
    const Request& request, const Settings& settings, const Tokens& tokens, Moment now
) {
    if (!settings.require_profile_token ||
        tokens.is_valid_profile_token(bearer_token(request), now)) {
        return std::nullopt;
    }
    return error_reply(403, "Forbidden");
}

}  // namespace sandbox
