// Seccomp on the check's own process: calls that reach beyond it are held until the parent has
// looked at them. In the child, before the plugin is loaded.
#pragma once

#include "host/record/file_descriptor.hpp"
#include "host/record/problem.hpp"

#include <sluice/result.hpp>

namespace host {

// Held: connect, bind, listen, sendto with an address, sendmsg (but on `channel_fd`, over which the
// result crosses), execve, fork, kill of any kind. Threads made later are held to it too. The
// descriptor is for the parent to answer by; the error says why this machine does not allow it.
sluice::Result<FileDescriptor, Problem> install_watch_filter(int channel_fd);

}  // namespace host
