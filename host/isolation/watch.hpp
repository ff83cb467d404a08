// When a runner counts as hung, by what it said last. Asked by a Supervisor on its thread; pure,
// the clock is an argument.
#pragma once

#include "host/frame/frame.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace host {

// The plugin's serial thread, as a pong tells it.
struct Working {
    std::uint64_t calls = 0;  // begun so far
    FrameKind call{};         // the one that is not over; 0 if none
    bool operator==(const Working&) const = default;
};

class Watch {
public:
    using Time = std::chrono::nanoseconds;

    static constexpr Time ping_interval = std::chrono::seconds{1};
    static constexpr Time longest_silence = std::chrono::seconds{10};
    static constexpr Time longest_send = std::chrono::seconds{10};  // unless it may block
    static constexpr Time longest_start = std::chrono::seconds{30};
    static constexpr Time longest_check = std::chrono::minutes{5};

    // `now`: the runner was started.
    explicit Watch(Time now) : heard_{now}, pinged_{now}, since_{now} {}

    void may_block() { may_block_ = true; }  // SLUICE_PF_BLOCKING_SEND
    bool is_ping_due(Time now) const { return now - pinged_ >= ping_interval; }
    void pinged(Time now) { pinged_ = now; }
    // The answer to a ping, or any sign of life of the serial thread.
    void heard(Working working, Time now);

    // "send() has not returned for 10 s"; none while all is well.
    std::optional<std::string> hung(Time now) const;
    // When to ask again.
    Time next_look() const { return pinged_ + ping_interval; }

private:
    std::optional<Time> patience() const;

    bool may_block_ = false;
    Time heard_;
    Time pinged_;
    Working working_;
    Time since_;  // of working_
};

}  // namespace host
