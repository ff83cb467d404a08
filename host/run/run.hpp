// `sluice run` and `sluice rejects replay`: from pipeline files to an exit code. main thread, which
// becomes the host thread.
#pragma once

#include "host/record/exit_code.hpp"
#include "host/run/options.hpp"

#include <string>

namespace host {

// Delivers every pipeline of the files until their sources end or a signal comes; progress and
// summary go to standard error and standard output.
ExitCode run(const RunOptions& options);

// Delivers the kept rejects that match the filter again; filter.pipeline must be set. What is
// delivered leaves the rejects, what is refused again stays with its new reason. With
// filter.overtaken false, those that a newer update of their user has overtaken are left out, and
// counted.
ExitCode replay(const RunOptions& options, const RejectFilter& filter);

}  // namespace host
