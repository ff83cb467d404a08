// The sandbox's script for each storm. Pure.
#pragma once

#include "tests/chaos/plan.hpp"

#include <cstdint>
#include <string>

namespace chaos {

// JSON for POST /_sandbox/script. Whatever the storm, the refused user is refused.
std::string script_of(Storm storm, std::uint64_t seed);

}  // namespace chaos
