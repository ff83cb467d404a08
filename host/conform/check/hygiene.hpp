// The checks of what a plugin leaves behind in the process that it is a guest of. Called by the
// child.
#pragma once

namespace host {

class CheckRun;

void check_hyg_process(CheckRun& run);
void check_hyg_threads_fds_mem(CheckRun& run);

}  // namespace host
