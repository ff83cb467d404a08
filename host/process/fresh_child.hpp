// What a child does between fork and exec, with all its memory taken before the fork. Used by
// Child.
#pragma once

#include "host/process/child_start.hpp"

#include <string>
#include <sys/types.h>
#include <vector>

namespace host {

// In the child of a process with threads only async-signal-safe functions may be called, so
// everything is a copy that stands ready.
class FreshChild {
public:
    explicit FreshChild(const ChildStart& start);

    // In the child: puts it in order and runs its program, its output going to `output`. Exit 127
    // if that fails.
    [[noreturn]] void become(int output);

private:
    std::string program_;
    std::vector<std::string> arguments_;
    std::vector<std::string> environment_;
    std::vector<int> descriptors_;
    ChildLimits limits_;
    pid_t parent_;
    std::vector<char*> argv_;
    std::vector<char*> envp_;
};

}  // namespace host
