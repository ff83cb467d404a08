// What the process ends with; documented in the README and in `sluice --help`. The high ones are
// sysexits.h's.
#pragma once

namespace host {

enum ExitCode : int {
    exit_done = 0,              // all final, none rejected
    exit_nonconforming = 1,     // conform: a rule that a plugin must keep is broken
    exit_usage = 2,             // the command line is wrong
    exit_rejects = 3,           // finished, with rejects
    exit_pending = 4,           // stopped with records pending: nothing is lost, run again
    exit_unreachable = 69,      // the destination was not reached, or its pause outlived max_pause
                                // before anything was delivered
    exit_internal = 70,         // a bug
    exit_state = 74,            // the state or a disk cannot be used
    exit_already_running = 75,  // another process runs this pipeline
    exit_configuration = 78,    // the pipeline file is wrong, or what it says is refused online
};

}  // namespace host
