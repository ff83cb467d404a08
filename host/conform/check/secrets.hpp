// The checks of what leaves the process, and for where. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_sec_secrets(CheckRun& run);
void check_sec_egress(CheckRun& run);

}  // namespace host
