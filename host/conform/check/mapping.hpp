// The checks of mappings. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_map_accept(CheckRun& run);
void check_map_reject(CheckRun& run);
void check_map_offline(CheckRun& run);

}  // namespace host
