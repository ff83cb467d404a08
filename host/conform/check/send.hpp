// The checks of sending and of verdicts. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_send_once(CheckRun& run);
void check_send_ledger(CheckRun& run);
void check_send_classify(CheckRun& run);
void check_send_transport(CheckRun& run);
void check_send_limits(CheckRun& run);
void check_send_async(CheckRun& run);
void check_send_values(CheckRun& run);
void check_sem_idempotent(CheckRun& run);

}  // namespace host
