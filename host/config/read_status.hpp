// Reads the `status` section of a file: where to tell how the run is doing, and to whom. Used by
// parse_file(); start-up.
#pragma once

#include "host/config/config.hpp"
#include "host/config/section.hpp"

namespace host {

StatusSpec read_status(const Section& status);

}  // namespace host
