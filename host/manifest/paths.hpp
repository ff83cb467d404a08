// Relative paths in a configuration, made absolute before a plugin sees them: it has no folder to
// start from but the process's. Called by host/config at start-up.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace host {

// Each text whose schema says `"format": "path"` starts at `folder` unless it is absolute or empty.
void make_paths_absolute(
    boost::json::value& value, const boost::json::object& schema, const std::string& folder
);

}  // namespace host
