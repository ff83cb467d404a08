// What plugins add to the editors' schema of the pipeline file. Used by config_json_schema(); any
// thread.
#pragma once

#include "host/manifest/manifest.hpp"

#include <boost/json/object.hpp>

namespace host {

// A destination's `config`: the plugin's schema, in which text may be given by reference and
// secrets must.
boost::json::object settings_json_schema(const Manifest& manifest);

// A pipeline's mapping and options for an action.
boost::json::object action_json_schema(const ActionSpec& action);

}  // namespace host
