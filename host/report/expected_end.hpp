// When a source will be done. Asked by run once a second; pure.
#pragma once

#include "host/report/pace_meter.hpp"
#include "host/report/status.hpp"

#include <cstdint>
#include <optional>

namespace host {

// Unix time in ms, at the present pace, or at the quota's where that is slower. None for a stream,
// while nothing moves, and while the destination is paused.
std::optional<std::int64_t>
expected_end(const PipelineStatus& status, const Pace& pace, std::int64_t now_ms);

}  // namespace host
