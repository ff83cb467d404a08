// The checks of instances coming and going. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_life_order(CheckRun& run);
void check_life_down(CheckRun& run);

}  // namespace host
