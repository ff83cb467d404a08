// What a run of a pipeline goes by, as a number to compare: for `sluice runs`, and for a reload
// that asks what has changed. Any thread.
#pragma once

#include "host/config/config.hpp"

#include <string>

namespace host {

// SHA-256 in hex of what the files say of the pipeline and of its destination, whatever the layout
// (written_hash.hpp): all that a run goes by, but for the plugin's file and the values of secrets.
std::string config_hash(const Pipeline& pipeline, const Destination& destination);

}  // namespace host
