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
    if (update.is_probe) {
        pause_.probe_answered(now);
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

void Account::probe_undecided(Time now) {
    pause_.probe_undecided(now);
    follow_pause(now);
}

}  // namespace host
