#include "host/delivery/account.hpp"

#include <utility>

namespace host {

Gate Account::gate(Time now) const {
    if (!pause_.is_paused()) {
        return Gate::open;
    }
    return pause_.may_probe(now) ? Gate::probe_only : Gate::shut;
}

bool Account::take_unit(Moment now) {
    const bool taken = quota_.take(now.unix);
    if (taken) {
        clock_.resume(ActiveClock::Cause::quota, now.time);
    } else if (quota_.is_exhausted(now.unix)) {
        clock_.stop(ActiveClock::Cause::quota, now.time);
    }
    return taken;
}

void Account::follow_pause(Time now) {
    if (pause_.is_paused()) {
        clock_.stop(ActiveClock::Cause::pause, now);
    } else {
        clock_.resume(ActiveClock::Cause::pause, now);
    }
}

void Account::final_answer(const Update& update, Time now) {
    breaker_.succeeded();
    if (update.is_probe) {
        pause_.probe_answered(now);
        breaker_.clear();
        follow_pause(now);
    } else {
        pause_.answered();
    }
}

void Account::asked_to_pause(const Update& update, PauseCause cause, Time now) {
    if (update.is_probe) {
        pause_.probe_failed(std::move(cause), now);
    } else {
        pause_.begin(std::move(cause), now);
    }
    follow_pause(now);
}

void Account::plugin_keeps_dying(PauseCause cause, Time now) {
    pause_.begin(std::move(cause), now);
    follow_pause(now);
}

PauseCause Account::breaker_cause(Time retry_after) const {
    return {PauseKind::breaker, "unreachable: " + breaker_.text(), retry_after};
}

void Account::request_failed(Update& update, const sluice::Outcome& outcome, Time now) {
    if (is_channel_failure(outcome.reason)) {
        breaker_.failed(update, outcome);
    }
    const Time retry_after = bounded_retry_after(outcome.retry_after);
    if (update.is_probe && pause_.kind() == PauseKind::breaker) {
        pause_.probe_failed(breaker_cause(retry_after), now);
    } else if (update.is_probe) {
        pause_.probe_undecided(now);
    }
    if (!pause_.is_paused() && breaker_.is_tripped()) {
        pause_.begin(breaker_cause(Time{0}), now);
    }
    follow_pause(now);
}

bool Account::opens_instead_of_giving_up(const Update& update, Time now) {
    // One failure is no outage: the far side may have named a time beyond its life.
    const bool is_channels_fault = update.attempts > 1 && update.has_failed &&
                                   !update.fails_alone &&
                                   is_channel_failure(update.last_failure->reason);
    if (is_channels_fault && !pause_.is_paused()) {
        pause_.begin(breaker_cause(Time{0}), now);
        follow_pause(now);
    }
    return is_channels_fault;
}

}  // namespace host
