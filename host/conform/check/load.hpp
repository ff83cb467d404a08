// The checks of a library as a file, and of its loading. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_load_exports(CheckRun& run);
void check_load_entry(CheckRun& run);
void check_load_quiet(CheckRun& run);

}  // namespace host
