// A destination's settings against its plugin's config_schema. Used by check(); start-up.
#pragma once

#include "host/config/config.hpp"
#include "host/manifest/manifest.hpp"

#include <vector>

namespace host {

// Completes destination.config: defaults, absolute paths, and the values of references in members
// that are no secrets (client_id: { env: NAME }), which are read now and leave destination.secrets.
void check_settings(Destination& destination, const Manifest& manifest, std::vector<Issue>& issues);

}  // namespace host
