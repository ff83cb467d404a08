// What may be sent now and what is in flight: credit, batches, retries that come due, sends that
// were refused. Owned by one Delivery, host thread.
#pragma once

#include "host/delivery/account.hpp"
#include "host/delivery/back_off.hpp"
#include "host/delivery/batches.hpp"
#include "host/delivery/concurrency_limit.hpp"
#include "host/delivery/moment.hpp"
#include "host/delivery/retry_schedule.hpp"
#include "host/delivery/update.hpp"
#include "host/delivery/update_queue.hpp"
#include "host/delivery/update_slab.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace host {

struct OutboxLimits {
    std::size_t max_in_flight = 1;
    std::size_t max_batch_records = 1;
    std::size_t max_batch_bytes = 0;  // 0: no limit
    BackOff after_refusal;            // of send()
    bool is_metered = true;           // each send uses a unit of the account's quota
    bool is_adaptive = true;          // fewer in flight while the destination takes fewer
    bool is_paced = true;             // and a token of its rate
};

class Outbox {
public:
    // `first_generation` is chance's, see UpdateSlab.
    Outbox(Account& account, const OutboxLimits& limits, std::uint32_t first_generation);
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;
    ~Outbox();  // its updates leave the account's lanes

    // A new update; goes to the lanes once it is filled in.
    Update& make();
    void join_lanes(Update& update) { account_.lanes().join(update); }
    // Whether it is of this pipeline.
    bool owns(const Update& update) const { return update.ready == &ready_; }
    // It is final: leaves its lanes, its slot is free.
    void forget(Update& update);

    // Empty if nothing may go. The records stay valid until each is answered, the span until the
    // next call.
    std::span<const sluice_record> next_batch(Moment now);
    // The update with this token, if it is in flight; else null.
    const Update* in_flight(std::uint64_t token) { return slab_.in_flight(token); }
    // The update with this token, no longer in flight; null if there is none.
    Update* answered(std::uint64_t token);
    // What the verdict on an answered update says of how many may be in flight.
    void heard(const Update& update, const sluice::Outcome& outcome, Time now);
    // send() took none of it: all of it is pending again, and nothing is sent for a while. The next
    // batch is half as large, so that one update that send() cannot take is found and waits alone.
    void refused(std::span<const std::uint64_t> tokens, Moment now);
    // These never reached the plugin: pending again, in their order.
    void never_given(std::span<const std::uint64_t> tokens, Moment now);
    // All that is in flight, in no order, no longer so: the plugin that held it is gone.
    std::vector<Update*> take_back();
    // What is in flight is one suspect, with nothing beside it.
    bool is_one_alone() const { return one_alone_; }
    // When the oldest batch was made that has a record without an answer.
    std::optional<Time> oldest_batch() const { return batches_.oldest(); }

    // The unit of quota of an update that did not reach the far side.
    void put_back_unit(Moment now);
    bool is_metered() const { return limits_.is_metered; }

    // An answered update goes first again, last, or at its time. One that a plugin's process held
    // at two deaths is a suspect: it goes before all others and with nothing beside it.
    void requeue_first(Update& update);
    void requeue_last(Update& update);
    void schedule(Update& update, Time due);
    // An update whose time has come; then requeue it or forget it. Null if there is none.
    Update* pop_due(Time now) { return schedule_.pop_due(now); }

    std::optional<Time> next_due(Moment now);
    // Something could go but for the account's rate.
    bool is_held_to_rate(Time now);
    void stop() { is_stopped_ = true; }
    bool is_stopped() const { return is_stopped_; }
    // Stops for good and gives up everything that is not final, in no order: each is then to be
    // forgotten. The plugin must hold none of it.
    std::vector<Update*> abandon();

    std::size_t in_flight() const { return in_flight_; }
    // Enough is ready to keep the credit busy while more is read.
    bool is_stocked() const { return ready_.size() >= stock_; }
    std::size_t credit() const { return limits_.max_in_flight; }
    // How many of the credit may be in flight now.
    std::size_t in_flight_limit() const { return concurrency_.now(); }
    std::size_t live() const { return slab_.live(); }
    std::size_t waiting_for_retry() const { return schedule_.size(); }
    // All that is open stands in lanes behind updates of the account's other pipelines.
    bool is_behind_others() const {
        return live() != 0 && in_flight_ == 0 && ready_.empty() && suspects_.empty() &&
               schedule_.size() == 0;
    }

private:
    std::size_t allowance(Time now) const;
    std::size_t room(Time now) const;
    bool take_unit(Moment now) { return !limits_.is_metered || account_.take_unit(now); }
    std::optional<Time> ready_due(Moment now);
    bool fits(const Update& update, std::size_t bytes) const;
    UpdateQueue* sendable();
    UpdateQueue& queue_of(const Update& update);
    void hand_over(Update& update, std::uint32_t batch, Time now);

    Account& account_;
    OutboxLimits limits_;
    ConcurrencyLimit concurrency_;
    UpdateSlab slab_;
    UpdateQueue ready_;
    UpdateQueue suspects_;
    bool one_alone_ = false;
    RetrySchedule schedule_;
    Batches batches_;
    std::size_t stock_;
    std::size_t in_flight_ = 0;
    bool is_stopped_ = false;
    std::uint32_t refusals_ = 0;  // in a row
    std::size_t batch_cap_;       // smaller after a refusal
    Time held_until_{0};          // after a refusal
};

}  // namespace host
