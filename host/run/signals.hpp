// SIGINT and SIGTERM as something to poll: the first asks for a clean stop, the second for one at
// once. Made in main() before any thread starts, so that every thread inherits the mask; read by
// run on the host thread.
#pragma once

#include "host/record/file_descriptor.hpp"

namespace host {

class StopSignals {
public:
    // Blocks the two signals in this thread and ignores SIGPIPE, as plugins and OpenSSL's socket
    // writes expect of their host. Throws std::system_error if the process has no descriptor left.
    StopSignals();

    int fd() const { return fd_.get(); }
    // How many arrived since the last call. Never blocks.
    int take() const;

private:
    FileDescriptor fd_;
};

}  // namespace host
