// `sluice run --dry-run`: reads, filters and maps, sends nothing, and says what a run would send.
// main thread.
#pragma once

#include "host/record/exit_code.hpp"
#include "host/run/options.hpp"

namespace host {

// Prints the first updates of each pipeline (values by type and length only), the counts, the quota
// that a run would use, and how long it would take at its rate. The plugin is not asked: of what it
// would reject, only a missing mandatory value or identifier is told. Touches no network; reads of
// the state what is left of the quota.
ExitCode dry_run(const RunOptions& options);

}  // namespace host
