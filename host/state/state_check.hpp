// Whether a state directory is sound: for `sluice state check`, and for repair before and after.
// Host thread.
#pragma once

#include "host/state/state_options.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace host {

struct StateCheck {
    bool is_there = false;            // else nothing has run yet
    std::vector<std::string> faults;  // each a sentence; none: it is sound
    std::uint64_t pipelines = 0;
    std::uint64_t rejects = 0;
    std::uint64_t runs = 0;
    std::uint64_t bytes = 0;  // of state.db
};

// Looks at every page and every checkpoint. Changes nothing, may run beside pipelines; takes some
// seconds for each GiB.
StateCheck check_state(const StateOptions& options);

}  // namespace host
