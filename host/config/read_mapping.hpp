// `mapping:` of a pipeline → rules. Used by read_pipeline(); start-up.
#pragma once

#include "host/config/section.hpp"

#include <vector>

namespace host {

// In the order of the file. What contradicts itself (path and const, include without a prefix
// field) is reported.
std::vector<Rule> read_mapping(const Section& mapping);

}  // namespace host
