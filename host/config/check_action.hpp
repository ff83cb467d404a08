// A pipeline against its action's fields, operations and options. Used by check(); start-up.
#pragma once

#include "host/config/config.hpp"
#include "host/manifest/manifest.hpp"

#include <vector>

namespace host {

// Completes pipeline.options and empties pipeline.unclaimed. Without a manifest (there is an issue
// for that already) only keys that look like misspelt ones of the host are reported.
void check_action(Pipeline& pipeline, const Manifest* manifest, std::vector<Issue>& issues);

}  // namespace host
