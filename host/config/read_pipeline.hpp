// One member of `pipelines:` → a Pipeline. Used by parse(); start-up.
#pragma once

#include "host/config/section.hpp"

#include <string>
#include <vector>

namespace host {

Pipeline read_pipeline(const std::string& name, const Section& written);

// The keys that the host knows within a pipeline; all others can only be options of the action.
std::vector<std::string> pipeline_keys();

}  // namespace host
