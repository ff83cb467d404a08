// The two calls of the Target Admin API that serve profile authentication; pure, asked by the
// router.
#pragma once

#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/received.hpp"
#include "tests/sandbox/settings.hpp"
#include "tests/sandbox/tokens.hpp"

namespace sandbox {

/// `GET /{tenant}/target/clients/settings`: `enableProfileApiAuthentication` says whether profile
/// calls need a token. Key and bearer token are checked as Adobe's gateway does: 403 403000,
/// 403003, 403010; 401 401013.
Response
admin_settings(const Request& request, const Settings& settings, const Tokens& tokens, Moment now);

/// `GET /{tenant}/target/authentication/token?authorizationScope=profile_api`: the current profile
/// token, 404 when none was generated. POST makes a new one (201) and the old one is refused from
/// then on.
Response admin_token(const Request& request, const Settings& settings, Tokens& tokens, Moment now);

}  // namespace sandbox
