// IMS, OAuth server-to-server: POST /ims/token/v3; pure, asked by the router.
#pragma once

#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/received.hpp"
#include "tests/sandbox/settings.hpp"
#include "tests/sandbox/tokens.hpp"

namespace sandbox {

/// Answers
///
///     POST /ims/token/v3 HTTP/1.1
///     Content-Type: application/x-www-form-urlencoded
///
///     grant_type=client_credentials&client_id=...&client_secret=...&scope=openid,AdobeID
///
/// with `{"access_token":"...","token_type":"bearer","expires_in":86399}`, or 400
/// `{"error":...,"error_description":...}`
/// (developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/ims).
/// The parameters may also stand in the query.
Response ims_token(
    const Request& request, Arena& arena, const Settings& settings, Tokens& tokens, Moment now
);

}  // namespace sandbox
