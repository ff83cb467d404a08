// A status for people, as `sluice status` prints it. Pure.
#pragma once

#include "host/report/status.hpp"

#include <string>

namespace host {

// A few lines for each pipeline; ends with a newline. What is zero or unknown is left out.
std::string status_text(const Snapshot& snapshot);

}  // namespace host
