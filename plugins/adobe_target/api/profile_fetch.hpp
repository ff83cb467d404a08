// The fetch of a profile. Of one that cannot exist it proves host, client code and token without
// writing anything: called by net/online_check. Of a user's it tells what Adobe holds, see
// profile_state.hpp. Pure, any thread.
//
//     GET /rest/v1/profiles/thirdPartyId/<random>?client=acme HTTP/1.1
//     Host: acme.tt.omtrdc.net
//     Authorization: Bearer <profile token>            only when needed
//
//     404 {"status" : 404,
//          "message" : "No profile found for client acme with third party id=<random>"}
//
// Not metered. Profile fetch page, "Error handling".
#pragma once

#include "adobe_target/api/reply_view.hpp"

#include <sluice/outcome.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace adobe_target {

std::string profile_fetch_target(std::string_view third_party_id, std::string_view client_code);
// Of a PCID (mboxPC, tntId): GET /rest/v1/profiles/<id>?client=acme
std::string pc_profile_fetch_target(std::string_view pc_id, std::string_view client_code);

// The documented 404: this client code has no such profile.
bool is_unknown_profile(const ReplyView& reply, std::string_view client_code);

// None if the reply is the documented 404 that names the client code, or the profile. Else what is
// wrong.
std::optional<sluice::Outcome>
judge_profile_fetch(const ReplyView& reply, std::string_view client_code);

}  // namespace adobe_target
