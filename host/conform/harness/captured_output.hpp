// What the process writes to standard output and standard error while this lives. In the child,
// check's thread.
#pragma once

#include "host/record/file_descriptor.hpp"

#include <string>

namespace host {

class CapturedOutput {
public:
    // Throws std::system_error if there is no memory for it.
    CapturedOutput();
    CapturedOutput(const CapturedOutput&) = delete;
    CapturedOutput& operator=(const CapturedOutput&) = delete;
    ~CapturedOutput();  // gives both back

    std::string standard_output() const;
    std::string standard_error() const;

private:
    // One of them, led to a file in memory.
    struct Led {
        int descriptor = -1;
        FileDescriptor before;
        FileDescriptor file;
    };
    static Led lead(int descriptor);
    static std::string content(const Led& led);

    Led output_;
    Led error_;
};

}  // namespace host
