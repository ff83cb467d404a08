// What a runner still says when its plugin crashes or calls exit(). Used by run_plugin, once.
#pragma once

#include "host/isolation/runner_port.hpp"

namespace host {

// From now on the end of this process by SIGSEGV and its like, by abort() or by exit() sends what
// waits in `port`, which must live until then. What handled the signal before (a sanitizer's
// report) comes after.
void let_speak_last(RunnerPort& port);

}  // namespace host
