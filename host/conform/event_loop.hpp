// Descriptors and times that the kit's parent waits for: the mock's connections, the watched calls
// and the child's words, all on one thread.
#pragma once

#include "host/record/file_descriptor.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>

namespace host {

class EventLoop {
public:
    using Clock = std::chrono::steady_clock;
    using Timer = std::pair<Clock::time_point, std::uint64_t>;

    // Throws std::system_error if the process has no descriptor left.
    EventLoop();

    // Calls `ready` whenever the descriptor can be read (or written, if asked). Again for a known
    // descriptor: replaces.
    enum class For : std::uint8_t { reading, reading_and_writing };
    void add(int fd, For what, std::function<void()> ready);
    void remove(int fd);  // before it is closed

    Timer at(Clock::time_point when, std::function<void()> due);
    void cancel(const Timer& timer) { timers_.erase(timer); }

    // Until `is_done()`, which is asked after each event; false if `deadline` passed before.
    bool run(const std::function<bool()>& is_done, Clock::time_point deadline);

private:
    void fire_timers();
    void turn(Clock::time_point until);

    FileDescriptor epoll_;
    std::map<int, std::shared_ptr<std::function<void()>>> ready_;
    std::map<Timer, std::function<void()>> timers_;
    std::uint64_t timers_made_ = 0;
};

}  // namespace host
