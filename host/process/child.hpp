// This program, or another, started as a child that cannot outlive its parent, outspend its limits
// or hold what is not meant for it. Used by host/plugin for the runner and by the conformance kit;
// one thread at a time.
#pragma once

#include "host/process/child_start.hpp"
#include "host/record/file_descriptor.hpp"
#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>

namespace host {

// How a child ended.
struct ChildEnd {
    enum class How : std::uint8_t { exited, killed, timed_out };
    How how = How::exited;
    int number = 0;  // exit code, signal, or milliseconds of patience

    bool is_clean() const { return how == How::exited && number == 0; }
    // "exit 3", "killed by SIGSEGV", "timed out after 20 s".
    std::string in_words() const;
};

class Child {
public:
    // In a process group of its own, with no new privileges, stdin empty, stdout and stderr in one
    // pipe. The kernel kills it when the thread that called start() ends (PR_SET_PDEATHSIG goes by
    // thread): call it on one that outlives the child. A program that cannot be run ends with exit
    // 127 and a line of output.
    static sluice::Result<std::unique_ptr<Child>, Problem> start(const ChildStart& start);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();  // kills it and everything in its group

    // To poll: readable once it has ended.
    int end_fd() const { return process_.get(); }
    // To poll: readable when it wrote something, or nobody can any more.
    int output_fd() const { return output_.get(); }

    // What it wrote to stdout and stderr since the last call; at most 64 KiB a call, never waits.
    std::string take_output();
    // How it ended, if it has; never waits. What it left running in its group is killed then.
    std::optional<ChildEnd> ended();
    // Waits until it ends and kills it when patience is over. Output goes on to be collected for
    // take_output(), the first 64 KiB of it.
    ChildEnd wait(std::chrono::milliseconds patience);
    void kill();

private:
    Child(pid_t pid, FileDescriptor process, FileDescriptor output);

    void collect_output();

    pid_t pid_;
    FileDescriptor process_;  // a pidfd: never hits another process that got the same number
    FileDescriptor output_;
    std::string collected_;
    std::optional<ChildEnd> end_;
};

}  // namespace host
