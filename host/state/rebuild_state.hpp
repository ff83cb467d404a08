// Makes a new state of what can be read of a damaged one. Used by repair; host thread.
#pragma once

#include "host/state/state_error.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace host {

// Reads a copy of `directory`'s files, writes `workshop`/state.db, which is sound if this succeeds,
// and says what was saved and what was lost. `workshop` is not there yet; `pipelines`: whose
// checkpoints are looked for by name. Nobody else may write to the directory.
StateResult<std::vector<std::string>> rebuild_state(
    const std::filesystem::path& directory,
    const std::filesystem::path& workshop,
    const std::vector<std::string>& pipelines
);

}  // namespace host
