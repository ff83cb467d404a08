// The checks of configurations. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_cfg_accept(CheckRun& run);
void check_cfg_reject(CheckRun& run);

}  // namespace host
