#include "host/delivery/concurrency_limit.hpp"

namespace host {
namespace {

// How long the best time of a window is remembered, at least.
constexpr Time pace_period = std::chrono::seconds{30};
// Twice as long as at best is longer. Below some milliseconds it is this machine that is measured.
constexpr int slower = 2;
constexpr Time noise = std::chrono::milliseconds{5};

}  // namespace

Strain strain_of(const sluice::Outcome& outcome) {
    if (outcome.verdict != sluice::Verdict::retry) {
        return Strain::none;
    }
    switch (outcome.reason) {
    case sluice::Reason::rate_limited:
    case sluice::Reason::timeout:
    case sluice::Reason::server:
        return outcome.whole_destination ? Strain::asked : Strain::sign;
    case sluice::Reason::none:
        return outcome.whole_destination ? Strain::asked : Strain::none;
    default:  // nobody there, a wrong address, a conflict: fewer at a time would not help
        return Strain::none;
    }
}

bool ConcurrencyLimit::Pace::is_flat(Time mean, Time now) {
    if (now - began_ >= pace_period) {
        earlier_ = now - began_ < 2 * pace_period ? best_ : mean;
        best_ = mean;
        began_ = now;
    }
    best_ = std::min(best_, mean);
    return mean <= slower * std::min(best_, earlier_) + noise;
}

void ConcurrencyLimit::answered(const Answer& answer) {
    if (answer.sent <= changed_) {  // under another limit
        return;
    }
    ++window_.answers;
    window_.took += answer.at - answer.sent;
    window_.signs += answer.strain == Strain::sign ? 1 : 0;
    window_.was_used_up = window_.was_used_up || answer.in_flight >= limit_;
    if (answer.strain == Strain::asked) {
        lower(answer.at);
    } else if (window_.answers >= std::max(limit_, least_window)) {
        judge(answer.at);
    }
}

void ConcurrencyLimit::judge(Time now) {
    const Window window = window_;
    window_ = Window{};
    if (window.signs * signs_in >= window.answers) {
        lower(now);
        return;
    }
    const auto answers = static_cast<Time::rep>(window.answers);
    const bool is_flat = pace_.is_flat(window.took / answers, now);
    if (!window.was_used_up) {
        return;
    }
    if (held_ != 0 && limit_ > held_) {
        step_ *= 2;
        failed_steps_ = 0;
    }
    held_ = limit_;
    if (!is_flat) {
        step_ = 1;
    } else if (limit_ < most_ && now >= next_step_) {
        set(std::min(limit_ + step_, most_), now);
    }
}

void ConcurrencyLimit::lower(Time now) {
    step_ = 1;
    if (held_ != 0 && held_ < limit_) {
        next_step_ = now + hold.after(++failed_steps_);
        set(held_, now);
    } else {
        held_ = 0;
        set(std::max<std::size_t>(limit_ / 2, 1), now);
    }
}

void ConcurrencyLimit::set(std::size_t limit, Time now) {
    limit_ = limit;
    changed_ = now;
    window_ = Window{};
}

}  // namespace host
