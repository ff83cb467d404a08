#include "tests/sandbox/profile_fetch.hpp"

#include "tests/sandbox/decode.hpp"
#include "tests/sandbox/json_text.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace sandbox {
namespace {

Response not_found(const Received& call) {
    const std::string_view third_party = call.keys.third_party;
    const std::string_view id = main_id(call.keys);
    std::string message = "No profile found for client " + std::string(call.client) + " with ";
    message += third_party.empty() ? "mboxPC=" : "third party id=";
    message += id;
    // Adobe's page shows the spaces around the colons.
    std::string body = R"({"status" : 404, "message" : )";
    append_json(body, message);
    body += '}';
    return json_reply(404, std::move(body));
}

/// Which kind of name the path holds, and the name.
std::pair<std::string_view Keys::*, std::string_view> split(std::string_view rest) {
    constexpr std::string_view third_party = "thirdPartyId/";
    constexpr std::string_view ecid = "marketingCloudVisitorId/";
    if (rest.starts_with(third_party)) {
        return {&Keys::third_party, rest.substr(third_party.size())};
    }
    if (rest.starts_with(ecid)) {
        return {&Keys::ecid, rest.substr(ecid.size())};
    }
    return {&Keys::tnt, rest};
}

}  // namespace

void read_profile_fetch(
    const Request& request, std::string_view rest, const Settings& settings, Received& out
) {
    if (request.method != "GET") {
        out.refusal = error_reply(405, "expected GET");
        return;
    }
    std::vector<Attribute> query;
    const auto [key, encoded] = split(rest);
    const auto id = percent_decode(encoded, Plus::is_plus, out.arena);
    if (!id || id->empty() || !decode_form(request.query, out.arena, query)) {
        out.refusal = error_reply(400, "the id or the query is not percent-encoded UTF-8");
        return;
    }
    out.keys.*key = *id;
    out.client = value_of(query, "client").value_or("");
    if (out.client.empty()) {
        out.refusal = error_reply(400, "client must not be blank");
    } else if (!settings.client_code.empty() && out.client != settings.client_code) {
        out.refusal = error_reply(400, "Invalid client code");
    }
}

std::string profile_text(const Profile& profile, std::string_view client) {
    std::string body;
    JsonObject object(body);
    object.text("client", client);
    object.text("visitorId", profile.tnt);
    object.text_if_any("thirdPartyId", profile.third_party);
    object.text_if_any("marketingCloudVisitorId", profile.ecid);
    object.text("modifiedAt", iso_time(profile.modified_at));
    object.raw("profileAttributes");
    JsonObject attributes(body);
    for (const StoredAttribute& stored : profile.attributes) {
        attributes.raw(stored.name);
        JsonObject attribute(body);
        attribute.text("value", stored.value);
        attribute.text("modifiedAt", iso_time(stored.modified_at));
        attribute.close();
    }
    attributes.close();
    object.close();
    return body;
}

Response do_profile_fetch(const Received& call, Profiles& profiles, Moment now) {
    const Profile* profile = profiles.find(call.keys, now);
    return profile == nullptr ? not_found(call)
                              : json_reply(200, profile_text(*profile, call.client));
}

}  // namespace sandbox
