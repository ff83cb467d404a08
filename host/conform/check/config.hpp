// The checks of configurations and mappings. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_cfg_accept(CheckRun& run);

}  // namespace host
