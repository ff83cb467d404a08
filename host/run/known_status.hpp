// How the pipelines of files are doing, whether a process runs them now or none does. Used by
// `sluice status`; main thread. Starts no plugin and changes nothing.
#pragma once

#include "host/report/status.hpp"
#include "host/run/assembly.hpp"
#include "host/run/plan.hpp"

#include <cstdint>

namespace host {

// A running pipeline as its process told it last, at most a second or so ago; any other as the
// state keeps it. Quotas of pipelines that have an error are left out.
sluice::Result<Snapshot, CannotStart> known_status(const Plan& plan, std::int64_t now_ms);

}  // namespace host
