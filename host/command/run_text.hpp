// The history of runs as operators read it. Pure.
#pragma once

#include "host/state/stored_source.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace host {

enum class RunStatus : std::uint8_t { ended, running, killed };

struct ListedRun {
    RunRow row;
    RunStatus status = RunStatus::ended;
};

// A table, newest first as they come, or a line that there are none. `now_ms`: for how long a
// running one has run.
std::string runs_text(const std::vector<ListedRun>& runs, std::int64_t now_ms);

// One run as one line of JSON, hashes whole. "ended" and "exit" are null unless it has ended;
// "exit" is null too where a reload ended it ("status": "reloaded").
std::string run_json(const ListedRun& run);

}  // namespace host
