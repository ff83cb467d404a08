// The checks of sending and of verdicts. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_send_once(CheckRun& run);
void check_send_classify(CheckRun& run);

}  // namespace host
