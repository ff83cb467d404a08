// JSON Schema (draft-07) of the pipeline file, for editors. Called by `sluice schema`; any thread.
#pragma once

#include "host/manifest/manifest.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string>

namespace host {

struct NamedManifest {
    std::string plugin;  // what `plugin:` says in a pipeline file: "adobe_target"
    const Manifest* manifest = nullptr;
};

// The host's own keys, and for each plugin its settings, actions, fields and options.
boost::json::object config_json_schema(std::span<const NamedManifest> plugins);

}  // namespace host
