// What all pipelines to one destination account share: order per user, pause, breaker, quota, rate,
// the clock of life. Made by run, one per account; host thread.
#pragma once

#include "host/delivery/active_clock.hpp"
#include "host/delivery/breaker.hpp"
#include "host/delivery/kept_rejects.hpp"
#include "host/delivery/lanes.hpp"
#include "host/delivery/moment.hpp"
#include "host/delivery/pause.hpp"
#include "host/delivery/quota.hpp"
#include "host/delivery/rate.hpp"

#include <cstdint>
#include <optional>

namespace host {

// Whether an update may be sent to the account now.
enum class Gate : std::uint8_t { open, probe_only, shut };

// Outlives its pipelines' Delivery. After a verdict on any of them, the others may have something
// to send too.
class Account {
public:
    explicit Account(QuotaLimit quota, const RateLimit& rate = {}) : quota_{quota}, rate_{rate} {}
    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;

    Gate gate(Time now) const;

    // For people and for `max_pause`. Change it through the functions below only.
    const Pause& pause() const { return pause_; }
    // Whether the far side ever gave a final answer.
    bool has_answered() const { return breaker_.has_succeeded(); }

    // For run: wishes go to the state, grants come back, units are given back.
    Quota& quota() { return quota_; }
    // The quota is used up until quota().when_free(). Asked for the summary and by next_due.
    bool is_quota_exhausted(Moment now) { return quota_.is_exhausted(now.unix); }

    Rate& rate() { return rate_; }
    const Rate& rate() const { return rate_; }

    // Users with kept rejects; run loads them at start.
    KeptRejects& kept_rejects() { return kept_rejects_; }
    const KeptRejects& kept_rejects() const { return kept_rejects_; }

    // --- for Delivery ---
    Lanes& lanes() { return lanes_; }
    Time active(Time now) const { return clock_.read(now); }
    // Uses a unit of the quota for one send. The clock of life stands still from a refusal that is
    // a pause until units are at hand again.
    bool take_unit(Moment now);
    void put_back_unit(Moment now) { quota_.put_back(now.unix); }

    void probe_sent() { pause_.probe_sent(); }
    void final_answer(const Update& update, Time now);
    void asked_to_pause(const Update& update, PauseCause cause, Time now);
    void probe_lost() { pause_.probe_lost(); }
    // Its process is started again and again in vain.
    void plugin_keeps_dying(PauseCause cause, Time now);
    // A plain RETRY: opens the breaker if nearly all fail, keeps its pause going if it was the
    // probe.
    void request_failed(Update& update, const sluice::Outcome& outcome, Time now);
    // No further attempt fits into the update's life. True if that is the channel's fault and not
    // its own: the account is paused now, and the update is to wait.
    bool opens_instead_of_giving_up(const Update& update, Time now);

private:
    PauseCause breaker_cause(Time retry_after) const;
    void follow_pause(Time now);  // the clock of life

    Lanes lanes_;
    Pause pause_;
    Breaker breaker_;
    Quota quota_;
    Rate rate_;
    KeptRejects kept_rejects_;
    ActiveClock clock_;
};

}  // namespace host
