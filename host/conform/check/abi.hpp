// The checks of the wall itself: other hosts than the one it was built for, and memory that is only
// lent. Called by the child; what they look for shows as a crash.
#pragma once

namespace host {

class CheckRun;

void check_abi_old_host(CheckRun& run);
void check_abi_new_host(CheckRun& run);
void check_abi_memory(CheckRun& run);

}  // namespace host
