// The parent's side of the watch: looks at each call that is held, lets it go or refuses it, and
// keeps a note of what reached further than it may. Event loop's thread.
//
// A plugin that changes the bytes of an address between the look and the call gets by: the kit
// finds mistakes, it is no jail for the malicious.
#pragma once

#include "host/conform/check_run.hpp"
#include "host/conform/event_loop.hpp"
#include "host/record/file_descriptor.hpp"

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

struct seccomp_notif;

namespace host {

class Watcher {
public:
    // `ports`: of 127.0.0.1 and ::1, where connections may go. `loop` must outlive it.
    Watcher(EventLoop& loop, FileDescriptor listener, std::vector<std::uint16_t> ports);
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;
    ~Watcher();

    // What was refused, in the order of its coming.
    const std::vector<WatchedCall>& calls() const { return calls_; }

private:
    struct Answer {
        int error = 0;  // 0: let it go
    };

    void look();
    Answer judge(const seccomp_notif& held);
    Answer judge_address(
        const seccomp_notif& held, const char* call, std::uint64_t address, std::uint64_t length
    );
    Answer judge_message(const seccomp_notif& held);
    Answer judge_kill(const seccomp_notif& held, pid_t target);
    Answer refuse(const char* call, std::string target, int error);

    EventLoop& loop_;
    FileDescriptor listener_;
    std::vector<std::uint16_t> ports_;
    std::vector<WatchedCall> calls_;
};

}  // namespace host
