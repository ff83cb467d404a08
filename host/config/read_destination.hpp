// One member of `destinations:` → a Destination. Used by parse(); start-up.
#pragma once

#include "host/config/section.hpp"

#include <string>

namespace host {

// Every map of exactly `env` or exactly `file` within config becomes a reference, at any depth.
Destination read_destination(const std::string& name, const Section& written);

}  // namespace host
