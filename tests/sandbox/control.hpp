// The control endpoints under /_sandbox/, for tests and demos; pure but for State, asked by the
// router.
#pragma once

#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/state.hpp"

namespace sandbox {

/// Answers
///
///     GET  ledger ?after=&limit=&kind=&id=&path=&status=&accepted=true|false&format=json|ndjson
///                      NDJSON pages say `Sandbox-Next: N` when more follows; 409 with
///                      --light-ledger
///     GET  counts      the running numbers, profiles, tokens given out, and what each rule of the
///     script did GET  duplicates  ?limit=   updates that were accepted more than once GET  profile
///     ?third_party_id= | tnt_id= | ecid= POST script      replaces the rules (see script_text.hpp)
///     POST profiles    NDJSON of profiles to make (see seeds.hpp)
///     POST revoke      ?what=ims|profile|all   tokens that clients hold are refused from now on
///     POST expire      the life of the profile token ends now; the Admin API goes on handing it
///     out POST reset       ?what=ledger|profiles|script|all   back to how the program was started
///     POST stop        ends the program after the reply
///
/// 404 for another name, 405 for another method, 400 with what was expected. None of this is
/// counted or written down.
Response control(const Request& request, State& state, Moment now);

/// Whether the path belongs to the control endpoints.
bool is_control(std::string_view path);

}  // namespace sandbox
