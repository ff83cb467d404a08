// The checks of how a plugin stops. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_stop_idle(CheckRun& run);
void check_stop_busy(CheckRun& run);
void check_stop_hang(CheckRun& run);

}  // namespace host
