// `sluice check --online`: proves credentials, host and client code, and writes nothing. Started by
// Destination::check on the io_context's thread.
#pragma once

#include "adobe_target/net/token_cache.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/config/config_reader.hpp>
#include <sluice/destination.h>
#include <sluice/http/client.hpp>

#include <optional>
#include <string>
#include <vector>

namespace adobe_target {

struct CheckReport {
    std::vector<sluice::ConfigFault> warnings;
    sluice_rc rc = SLUICE_OK;
    sluice::ConfigFault
        fault;  // unless rc is SLUICE_OK: what is wrong, and where in Adobe's screens to mend it
};

// The access token, the settings and the profile token as profile_auth asks for them; then the
// fetch of a profile under `random_id`, which nobody has (see api/profile_fetch.hpp).
sluice::http::Task<CheckReport> online_check(
    sluice::http::Client& client,
    TokenCache& tokens,
    const Settings& settings,
    std::string random_id
);

}  // namespace adobe_target
