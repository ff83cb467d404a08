// A status as JSON: for /status, for the status file and `sluice status --json`. Pure; any thread.
#pragma once

#include "host/report/status.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace host {

// One object on one line, without a line end. What is not known is null.
std::string to_json(const Snapshot& snapshot);

// What to_json() wrote. Members that are missing or of another type keep their defaults; none if
// the text is no JSON object at all.
std::optional<Snapshot> read_snapshot(std::string_view json);

}  // namespace host
