// What only the plugins' manifests can tell of a Config: settings, actions, fields, options.
// Start-up, main thread; called by run and command after parse().
#pragma once

#include "host/config/config.hpp"
#include "host/manifest/manifest.hpp"

#include <sluice/result.hpp>

#include <functional>
#include <string>
#include <vector>

namespace host {

// A destination's manifest, which outlives the call, or a sentence why there is none.
using ManifestOf = std::function<sluice::Result<const Manifest*, std::string>(const Destination&)>;

// Reports everything that does not fit the manifests, by place, and completes the configuration:
// defaults of settings and options, options that stand directly under a pipeline. May follow a
// parse() with errors; what that has reported is not reported again.
std::vector<Issue> check(Config& config, const ManifestOf& manifest_of);

}  // namespace host
