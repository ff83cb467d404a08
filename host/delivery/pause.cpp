#include "host/delivery/pause.hpp"

#include <algorithm>
#include <utility>

namespace host {

void Pause::wait(PauseCause cause, Time now) {
    kind_ = cause.kind;
    text_ = std::move(cause.text);
    const BackOff& own =
        kind_ == PauseKind::authentication ? authentication_back_off : destination_back_off;
    const Time wanted = cause.retry_after > Time{0} ? cause.retry_after : own.after(failures_);
    until_ = now + std::min(wanted, longest_wait);
}

void Pause::begin(PauseCause cause, Time now) {
    if (!paused_) {
        paused_ = true;
        since_ = now;
        ++failures_;
        wait(std::move(cause), now);
        return;
    }
    if (cause.retry_after > Time{0}) {
        until_ = std::max(until_, now + std::min(cause.retry_after, longest_wait));
    }
    // What a person has to mend is worth telling before what passes by itself.
    if (cause.kind == PauseKind::authentication && kind_ != cause.kind) {
        kind_ = cause.kind;
        text_ = std::move(cause.text);
    }
}

void Pause::probe_failed(PauseCause cause, Time now) {
    probing_ = false;
    ++failures_;
    wait(std::move(cause), now);
}

void Pause::end(Time now) {
    total_ += now - since_;
    paused_ = false;
    probing_ = false;
}

void Pause::probe_undecided(Time now) {
    end(now);
}

void Pause::probe_answered(Time now) {
    end(now);
    answered();
}

std::optional<Time> Pause::until() const {
    return paused_ && !probing_ ? std::optional{until_} : std::nullopt;
}

Time Pause::lasted(Time now) const {
    return total_ + (paused_ ? now - since_ : Time{0});
}

}  // namespace host
