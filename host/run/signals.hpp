// Signals as something to poll: of SIGINT and SIGTERM the first asks for a clean stop, the second
// for one at once; SIGHUP asks for a reload. Made in main() before any thread starts, so that every
// thread inherits the mask; read by run on the host thread.
#pragma once

#include "host/record/file_descriptor.hpp"

#include <utility>

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

class ReloadSignal {
public:
    // Blocks SIGHUP in this thread. Where it was ignored when the process began, as under nohup, it
    // stays so and never comes. Throws like StopSignals.
    ReloadSignal();
    // SIGHUP is left as it is, and never comes here.
    static ReloadSignal unheeded() { return ReloadSignal{FileDescriptor{}}; }

    int fd() const { return fd_.get(); }  // -1, which poll() passes over, if it never comes
    // Whether it came since the last call. Never blocks.
    bool take() const;

private:
    explicit ReloadSignal(FileDescriptor fd) : fd_{std::move(fd)} {}

    FileDescriptor fd_;
};

}  // namespace host
