// Profile fetch, GET /rest/v1/profiles/...: reading a call and answering it; pure, asked by the
// router.
#pragma once

#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/profiles.hpp"
#include "tests/sandbox/received.hpp"
#include "tests/sandbox/settings.hpp"

#include <string>

namespace sandbox {

/// Decodes `/rest/v1/profiles/thirdPartyId/<id>`,
/// `/rest/v1/profiles/marketingCloudVisitorId/<ECID>` and
/// `/rest/v1/profiles/<tntId>`, each with `?client=<code>` (Adobe Target, Fetch profiles). A breach
/// becomes out.refusal (400, 405). `rest` is the path after `/rest/v1/profiles/`.
void read_profile_fetch(
    const Request& request, std::string_view rest, const Settings& settings, Received& out
);

/// The profile as JSON, or 404 with exactly Adobe's text:
/// `{"status" : 404, "message" : "No profile found for client <cc> with third party id=<id>"}`.
Response do_profile_fetch(const Received& call, Profiles& profiles, Moment now);

/// `{"client":"acme","visitorId":"...","modifiedAt":"...","profileAttributes":{"tier":{"value":"gold","modifiedAt":"..."}}}`,
/// with the names the profile is known by.
std::string profile_text(const Profile& profile, std::string_view client);

}  // namespace sandbox
