// Single Profile Update, GET|POST /m2/{client}/profile/update: reading it and doing it; pure, asked
// by the router.
#pragma once

#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/profiles.hpp"
#include "tests/sandbox/received.hpp"
#include "tests/sandbox/settings.hpp"
#include "tests/sandbox/tokens.hpp"

namespace sandbox {

/// Decodes query and form body into `out` and checks Adobe's rules; a breach becomes out.refusal:
/// 400 for parameters, 405, 413 and 414 for sizes, 415 for a body that is no form. `client` is the
/// path's.
void read_profile_update(
    const Request& request, std::string_view client, const Settings& settings, Received& out
);

/// What doing an update comes to.
struct Done {
    Response response;
    bool accepted = false;  ///< a profile took the attributes
};

/// Applies a sound update and answers as Adobe does, whether or not the profile exists:
///
///     <response><success>true</success><pcId></pcId><message>Request successfully
///     submitted</message></response>
///
/// 403 when a profile token is required and missing, wrong or expired.
Done do_profile_update(
    const Received& update, const Settings& settings, Profiles& profiles, Moment now
);

/// 403 when profile calls need the profile token and the request lacks a valid one.
std::optional<Response> profile_token_refusal(
    const Request& request, const Settings& settings, const Tokens& tokens, Moment now
);

}  // namespace sandbox
