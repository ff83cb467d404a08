#include "host/delivery/outbox.hpp"

#include <algorithm>

namespace host {
namespace {

// Ready updates per place in flight: verdicts that come all at once find as many again twice.
constexpr std::size_t stock_per_credit = 2;
constexpr std::size_t least_stock = 256;
constexpr std::uint32_t crashes_of_suspect = 2;

// What sluice_limits.max_batch_bytes counts: the texts of the slots.
std::size_t bytes_of(const Update& update) {
    std::size_t sum = 0;
    for (const sluice_value& value : update.slots->values) {
        sum += value.len;
    }
    return sum;
}

}  // namespace

Outbox::Outbox(Account& account, const OutboxLimits& limits, std::uint32_t first_generation)
    : account_{account}, limits_{limits},
      concurrency_{limits.max_in_flight}, slab_{first_generation},
      stock_{std::max(limits.max_in_flight * stock_per_credit, least_stock)},
      batch_cap_{limits.max_batch_records} {}

Outbox::~Outbox() {
    slab_.for_each([this](Update& update) {
        account_.lanes().leave(update);
        if (update.is_probe && update.state == Update::State::in_flight) {
            account_.probe_lost();
        }
    });
}

Update& Outbox::make() {
    Update& update = slab_.take();
    update.ready = &ready_;
    return update;
}

void Outbox::forget(Update& update) {
    account_.lanes().leave(update);
    slab_.give_back(update);
}

// How many may go but for the account's rate.
std::size_t Outbox::room(Time now) const {
    if (is_stopped_ || now < held_until_ || in_flight_ >= concurrency_.now()) {
        return 0;
    }
    const std::size_t most = std::min(concurrency_.now() - in_flight_, batch_cap_);
    switch (account_.gate(now)) {
    case Gate::open:
        return most;
    case Gate::probe_only:
        return std::min<std::size_t>(most, 1);
    case Gate::shut:
        break;
    }
    return 0;
}

std::size_t Outbox::allowance(Time now) const {
    const std::size_t most = room(now);
    return limits_.is_paced ? std::min<std::uint64_t>(most, account_.rate().at_hand(now)) : most;
}

bool Outbox::is_held_to_rate(Time now) {
    return limits_.is_paced && account_.rate().at_hand(now) == 0 && sendable() != nullptr &&
           room(now) != 0;
}

// One alone always fits: its size is the plugin's to judge.
bool Outbox::fits(const Update& update, std::size_t bytes) const {
    return limits_.max_batch_bytes == 0 || bytes == 0 ||
           bytes + bytes_of(update) <= limits_.max_batch_bytes;
}

std::span<const sluice_record> Outbox::next_batch(Moment now) {
    UpdateQueue* from = sendable();
    std::size_t most = from == nullptr ? 0 : allowance(now.time);
    if (most == 0) {
        return {};
    }
    const bool is_suspect = from == &suspects_;
    most = is_suspect ? 1 : most;
    const std::uint32_t batch = batches_.start(now.time);
    std::size_t bytes = 0;
    for (std::size_t count = 0; count < most && !from->empty(); ++count) {
        Update& update = *from->front();
        if (!fits(update, bytes) || !take_unit(now)) {
            break;
        }
        bytes += limits_.max_batch_bytes == 0 ? 0 : bytes_of(update);
        from->pop_front();
        hand_over(update, batch, now.time);
    }
    if (batches_.records(batch).empty()) {
        batches_.drop(batch);
        return {};
    }
    one_alone_ = is_suspect;
    return batches_.records(batch);
}

// Null while nothing may go: a suspect waits until nothing is in flight, and then all others wait
// for it.
UpdateQueue* Outbox::sendable() {
    if (one_alone_ || (!suspects_.empty() && in_flight_ != 0)) {
        return nullptr;
    }
    UpdateQueue& next = suspects_.empty() ? ready_ : suspects_;
    return next.empty() ? nullptr : &next;
}

UpdateQueue& Outbox::queue_of(const Update& update) {
    return update.crashes >= crashes_of_suspect ? suspects_ : ready_;
}

void Outbox::hand_over(Update& update, std::uint32_t batch, Time now) {
    update.state = Update::State::in_flight;
    update.batch = batch;
    ++update.generation;
    if (!update.was_sent) {
        update.was_sent = true;
        update.first_sent = account_.active(now);
    }
    update.is_probe = account_.gate(now) == Gate::probe_only;
    if (update.is_probe) {
        account_.probe_sent();
    }
    if (limits_.is_paced) {
        account_.rate().take(now);
    }
    ++in_flight_;
    batches_.add(batch, update);
}

Update* Outbox::answered(std::uint64_t token) {
    Update* update = slab_.in_flight(token);
    if (update == nullptr) {
        return nullptr;
    }
    update->state = Update::State::waiting;
    batches_.answered(update->batch);
    --in_flight_;
    one_alone_ = false;
    refusals_ = 0;
    batch_cap_ = limits_.max_batch_records;
    return update;
}

// A probe goes alone: that it fails is not for too many beside it.
void Outbox::heard(const Update& update, const sluice::Outcome& outcome, Time now) {
    if (limits_.is_adaptive && !update.is_probe) {
        concurrency_.answered(
            {.strain = strain_of(outcome),
             .sent = batches_.started(update.batch),
             .at = now,
             .in_flight = in_flight_ + 1}
        );
    }
}

void Outbox::never_given(std::span<const std::uint64_t> tokens, Moment now) {
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
        if (Update* update = answered(*token)) {
            put_back_unit(now);
            if (update->is_probe) {
                account_.probe_lost();
            }
            requeue_first(*update);
        }
    }
}

std::vector<Update*> Outbox::take_back() {
    std::vector<Update*> taken;
    slab_.for_each([&](Update& update) {
        if (update.state == Update::State::in_flight) {
            update.state = Update::State::waiting;
            batches_.answered(update.batch);
            taken.push_back(&update);
        }
    });
    in_flight_ = 0;
    one_alone_ = false;
    return taken;
}

void Outbox::refused(std::span<const std::uint64_t> tokens, Moment now) {
    const std::uint32_t refusals = refusals_ + 1;
    const Time until = now.time + limits_.after_refusal.after(refusals);
    // From the back, so that each goes in front of the one behind it.
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
        Update* update = answered(*token);
        if (update == nullptr) {
            continue;
        }
        put_back_unit(now);
        if (update->is_probe) {
            account_.probe_lost();
        }
        if (tokens.size() == 1) {
            schedule(*update, until);
        } else {
            requeue_first(*update);
        }
    }
    refusals_ = refusals;
    batch_cap_ = std::max<std::size_t>(tokens.size() / 2, 1);
    held_until_ = until;
}

void Outbox::put_back_unit(Moment now) {
    if (limits_.is_metered) {
        account_.put_back_unit(now);
    }
}

std::vector<Update*> Outbox::abandon() {
    std::vector<Update*> live;
    slab_.for_each([&](Update& update) {
        update.maybe_delivered |= update.state == Update::State::in_flight;
        live.push_back(&update);
    });
    is_stopped_ = true;
    ready_ = UpdateQueue{};
    suspects_ = UpdateQueue{};
    schedule_ = RetrySchedule{};
    in_flight_ = 0;
    return live;
}

void Outbox::requeue_first(Update& update) {
    update.state = Update::State::ready;
    queue_of(update).push_front(update);
}

void Outbox::requeue_last(Update& update) {
    update.state = Update::State::ready;
    queue_of(update).push_back(update);
}

void Outbox::schedule(Update& update, Time due) {
    update.state = Update::State::scheduled;
    schedule_.push(update, due);
}

// The time at which everything that holds back the ready ones has passed; none if a verdict or a
// grant must come first.
std::optional<Time> Outbox::ready_due(Moment now) {
    Time due = std::max(now.time, held_until_);
    if (account_.pause().is_paused()) {
        const std::optional<Time> until = account_.pause().until();
        if (!until) {
            return std::nullopt;
        }
        due = std::max(due, *until);
    }
    if (limits_.is_paced) {
        due = std::max(due, account_.rate().when_free(now.time));
    }
    if (!limits_.is_metered) {
        return due;
    }
    Quota& quota = account_.quota();
    if (quota.is_exhausted(now.unix)) {
        due = std::max(due, now.time + (quota.when_free(now.unix) - now.unix));
    } else if (quota.is_awaiting(now.unix)) {
        return std::nullopt;
    }
    return due;
}

std::optional<Time> Outbox::next_due(Moment now) {
    if (is_stopped_ || in_flight_ >= concurrency_.now()) {
        return std::nullopt;
    }
    const std::optional<Time> scheduled = schedule_.next_due();
    const std::optional<Time> ready = sendable() == nullptr ? std::nullopt : ready_due(now);
    if (scheduled && ready) {
        return std::min(*scheduled, *ready);
    }
    return scheduled ? scheduled : ready;
}

}  // namespace host
