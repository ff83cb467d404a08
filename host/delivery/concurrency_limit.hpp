// How many updates of a pipeline may be in flight now: the credit, or fewer while the destination
// cannot take so many at a time. Owned by an Outbox, host thread; pure.
#pragma once

#include "host/delivery/back_off.hpp"
#include "host/delivery/moment.hpp"

#include <sluice/outcome.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace host {

// Whether a verdict speaks of too many at a time.
enum class Strain : std::uint8_t {
    none,
    sign,   // failed as those of an overloaded destination do; one record alone may be at fault
    asked,  // the destination asks everybody to hold back
};
Strain strain_of(const sluice::Outcome& outcome);

// One verdict, with what was so when it came.
struct Answer {
    Strain strain = Strain::none;
    Time sent{0};               // when its update was given to the plugin
    Time at{0};                 // now
    std::size_t in_flight = 1;  // this one included
};

// Begins at the credit. Answers are judged by the window: as many as may be in flight,
// `least_window` at least, all sent under the same limit, so that one overload lowers it once.
//
// Down: at one answer that asks, or where a quarter of a window shows signs. To what held before,
// if the limit was just raised; else to the half. Up: after a calm window that used the limit up,
// by 1, 2, 4 ... as long as it goes well. A step that failed is tried again after 1 s, 2 s ...
// `longest_hold`: so it is never stuck, and asking for too much is rare. Where answers take much
// longer than at their best lately, it is not raised; they never lower it, for they may well queue
// in the plugin, for a connection.
class ConcurrencyLimit {
public:
    static constexpr std::size_t least_window = 20;
    static constexpr std::size_t signs_in = 4;  // one of so many is strain
    static constexpr Time longest_hold = std::chrono::seconds{30};
    static constexpr BackOff hold{std::chrono::seconds{1}, longest_hold};

    explicit ConcurrencyLimit(std::size_t most) : most_{std::max<std::size_t>(most, 1)} {}

    // From 1 to the credit.
    std::size_t now() const { return limit_; }
    std::size_t most() const { return most_; }

    void answered(const Answer& answer);

private:
    // The best time that windows took lately: a minute later it is forgotten.
    class Pace {
    public:
        bool is_flat(Time mean, Time now);

    private:
        Time best_{Time::max()};     // since began_
        Time earlier_{Time::max()};  // of the period before
        Time began_{0};
    };

    // Answers since the limit changed, or since they were judged last.
    struct Window {
        std::size_t answers = 0;
        std::size_t signs = 0;
        Time took{0};  // all together
        bool was_used_up = false;
    };

    void judge(Time now);
    void lower(Time now);
    void set(std::size_t limit, Time now);

    std::size_t most_;
    std::size_t limit_ = most_;
    std::size_t held_ = 0;  // the last limit that a calm window used up; 0: none is known
    std::size_t step_ = 1;
    std::uint32_t failed_steps_ = 0;  // in a row
    Time next_step_{0};
    Time changed_{0};
    Window window_;
    Pace pace_;
};

}  // namespace host
