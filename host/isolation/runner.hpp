// The child side of isolation: `sluice --run-plugin FD`. Called by main() before anything else; its
// thread reads the socket, another makes the plugin's calls.
#pragma once

namespace host {

// Serves the host at the other end of the socket until it closes it. Does not return: no destructor
// of the plugin runs.
[[noreturn]] void run_plugin(int socket);

}  // namespace host
