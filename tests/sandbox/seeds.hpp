// Reads profiles to begin with from NDJSON; for --profiles FILE and POST /_sandbox/profiles; the
// server's thread.
#pragma once

#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/profiles.hpp"

#include <string>
#include <string_view>

namespace sandbox {

/// Makes one profile a line:
///
///     {"third_party_id":"crm-1","tnt_id":"a.35_0","ecid":"105...","attributes":{"tier":"gold"}}
///
/// At least one name is needed. Gives what is wrong first, with its line number, or nothing; lines
/// before it are kept.
std::string seed_profiles(std::string_view lines, Profiles& profiles, Moment now);

}  // namespace sandbox
