// The profile token of Adobe's Admin API, and the setting that says whether profile calls need it.
// Called by net/adobe_io; pure, any thread.
//
//     GET /mycompany/target/clients/settings HTTP/1.1
//     Host: mc.adobe.io
//     Authorization: Bearer <access token>
//     X-Api-Key: <client id>
//     Accept: application/vnd.adobe.target.v1+json
//
//     {"enableProfileApiAuthentication":true,...}
//
//     GET /mycompany/target/authentication/token?authorizationScope=profile_api HTTP/1.1
//
//     {"accessToken":"...","tokenType":"bearer","scope":"profile_api","expiresIn":2592000}
//
// GET gives the token there is. POST would make a new one, and end the one that the customer's
// other tools use: never sent. Adobe does not say the unit of expiresIn; seconds, as in all its
// other tokens.
#pragma once

#include "adobe_target/api/access_token.hpp"

#include <cstdint>

namespace adobe_target {

inline constexpr std::string_view admin_media_type = "application/vnd.adobe.target.v1+json";

std::string client_settings_target(std::string_view tenant_id);
std::string profile_token_target(std::string_view tenant_id);

enum class ProfileAuthentication : std::uint8_t {
    needed,
    not_needed,
    unreadable,  // 403, 404: the credential may not read settings; sending starts without a token
    stale,       // 401: the access token is not taken; get a new one and ask once more
};
sluice::Result<ProfileAuthentication, sluice::Outcome> judge_client_settings(const ReplyView& reply
);

//     200 with a token that has not ended    the token
//     404, or a token that has ended         AUTH_FAILED: generate it in Administration >
//                                            Implementation > Profile API
//     400 401 403 406                        AUTH_FAILED with Adobe's message
//     429, 5xx, 408                          RETRY for the whole destination, admin_unavailable; by
//                                            Retry-After
//     all else                               RETRY for the whole destination, admin_misrouted
sluice::Result<Token, sluice::Outcome> judge_profile_token(const ReplyView& reply);

}  // namespace adobe_target
