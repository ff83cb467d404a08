// A child process of a test, started without a shell: its output goes to files, and it ends with
// its object or its parent at the latest. On the test's one thread.
#pragma once

#include "host/record/file_descriptor.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace support {

// Long enough for a crowded machine and for sanitizers: a wait that lasts so long has failed.
inline constexpr std::chrono::seconds patience{120};

struct ProcessSpec {
    std::vector<std::string> command;           // the program's path first
    std::vector<std::string> environment = {};  // NAME=value, beside this process's own
    std::string folder = {};                    // where it runs and where its output is kept
    std::string name = "process";               // of the output: NAME.out and NAME.err
    bool has_input = false;                     // written by write(); else it reads /dev/null
};

// How it ended, and what it said.
struct Finished {
    int exit = 0;  // its exit code, or minus the signal that ended it
    std::string out;
    std::string err;
};

class Process {
public:
    // Throws std::system_error if it cannot be started.
    explicit Process(ProcessSpec spec);
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    // Kills it if it still runs.
    ~Process();

    void write(std::string_view bytes);
    void close_input() { input_ = host::FileDescriptor{}; }

    // A signal, to this process alone; nothing if it has ended.
    void send(int signal);
    pid_t pid() const { return pid_; }
    bool has_ended();

    // Until `is_so()`: asked again every 20 ms, and a last time when the process has ended or
    // `limit` has passed. Gives its last answer.
    bool await(const std::function<bool()>& is_so, std::chrono::milliseconds limit = patience);
    // Until it ends; throws std::runtime_error with what it said if it does not within `limit`.
    Finished wait(std::chrono::milliseconds limit = patience);

    // What it has said so far.
    std::string out() const;
    std::string err() const;

private:
    void reap();

    ProcessSpec spec_;
    pid_t pid_ = -1;
    host::FileDescriptor handle_;  // readable once it has ended
    host::FileDescriptor input_;
    bool is_reaped_ = false;
    int exit_ = 0;
};

// Starts it and waits for its end.
Finished run_process(ProcessSpec spec, std::chrono::milliseconds limit = patience);

// A whole file; "" if there is none.
std::string content_of(const std::string& path);

}  // namespace support
