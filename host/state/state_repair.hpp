// Saves what can be read of a damaged state into a new one and keeps the damaged one beside it: for
// `sluice state repair`. Host thread.
#pragma once

#include "host/state/state_error.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace host {

struct RepairReport {
    bool was_sound = false;              // then nothing was changed
    std::filesystem::path damaged;       // where the old file is now
    std::vector<std::string> sentences;  // what was saved and what was lost
};

// `pipelines`: those of the files, whose checkpoints are looked for by name. Fails with
// already_running if any pipeline of the directory runs. Until the new state is whole and sound the
// old one stays in its place; `unix_ms` names the copy that stays:
// state.db.damaged-20261124T100000Z.
StateResult<RepairReport> repair_state(
    const std::filesystem::path& directory,
    const std::vector<std::string>& pipelines,
    std::int64_t unix_ms
);

}  // namespace host
