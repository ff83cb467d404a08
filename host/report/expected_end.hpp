// When a source will be done, and whether the quota lasts until then. Asked by run once a second;
// pure.
#pragma once

#include "host/report/pace_meter.hpp"
#include "host/report/status.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace host {

// Unix time in ms, at the present pace, or at the rate's or the quota's where that is slower. None
// for a stream, while nothing moves, and while the destination is paused.
std::optional<std::int64_t>
expected_end(const PipelineStatus& status, const Pace& pace, std::int64_t now_ms);

// What the rest of the source takes at least, since a rate is kept; 0 without one, and for a
// stream.
std::chrono::seconds least_time_left(const PipelineStatus& status);

// Unix time in ms at which the account will have used up its quota, if it goes on to use so many
// units per second; 0 if the window gives as much back before.
std::int64_t used_up_at(const QuotaStatus& quota, double units_per_second, std::int64_t now_ms);

// "412,000 left, used up about 2026-11-29T03:12:00.000Z at this pace", where the rest of the source
// needs more than that, or nobody knows; else "".
std::string quota_forecast(const PipelineStatus& status);

}  // namespace host
