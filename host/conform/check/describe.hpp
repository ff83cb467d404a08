// The check of the manifest. Called by the child.
#pragma once

namespace host {

class CheckRun;

void check_desc_schema(CheckRun& run);

}  // namespace host
