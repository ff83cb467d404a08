// The child of the kit: one check of one plugin, then the end. Called by `sluice conform --child`,
// which the parent starts.
#pragma once

namespace host {

// Reads the order from descriptor 3, runs its check and writes the verdict back. Ends the process
// without running what the plugin may have registered for the exit.
[[noreturn]] void conform_child();

}  // namespace host
