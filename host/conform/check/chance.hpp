// The checks that go by chance and by the clock. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_fuzz(CheckRun& run);
void check_perf(CheckRun& run);

}  // namespace host
