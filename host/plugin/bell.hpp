// An eventfd that any thread rings and the host thread polls.
#pragma once

#include "host/record/file_descriptor.hpp"

namespace host {

class Bell {
public:
    // Throws std::system_error if the process has no descriptor left.
    Bell();

    void ring() const;   // any thread
    void quiet() const;  // host thread: forgets the rings so far
    int fd() const { return fd_.get(); }

private:
    FileDescriptor fd_;
};

}  // namespace host
