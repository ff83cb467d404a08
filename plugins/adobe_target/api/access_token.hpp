// The OAuth Server-to-Server token of Adobe's IMS. Called by net/adobe_io; pure, any thread.
//
//     POST /ims/token/v3 HTTP/1.1
//     Host: ims-na1.adobelogin.com
//     Content-Type: application/x-www-form-urlencoded
//
//     grant_type=client_credentials&client_id=...&client_secret=...&scope=openid%2CAdobeID%2C...
//
//     {"access_token":"...","token_type":"bearer","expires_in":86399}
//
// Adobe Developer Console guides, Server to Server Authentication. No refresh token: one asks
// again. Adobe asks to keep the token until it ends, and throttles those who do not.
#pragma once

#include "adobe_target/api/reply_view.hpp"

#include <sluice/outcome.hpp>
#include <sluice/result.hpp>
#include <sluice/token.hpp>

#include <string>
#include <string_view>

namespace adobe_target {

using sluice::Token;

struct ImsCredentials {
    std::string client_id;
    std::string client_secret;
    std::string scopes;
};

inline constexpr std::string_view access_token_target = "/ims/token/v3";

std::string access_token_form(const ImsCredentials& credentials);

//     200 with a token              the token
//     400 401 403 with "error"      AUTH_FAILED with Adobe's description
//     429, 5xx, 408                 RETRY for the whole destination, ims_unavailable; by
//     Retry-After all else                      RETRY for the whole destination, ims_misrouted
sluice::Result<Token, sluice::Outcome> judge_access_token(const ReplyView& reply);

// A token may stand in a header: visible ASCII, not empty.
bool is_header_safe(std::string_view token);

}  // namespace adobe_target
