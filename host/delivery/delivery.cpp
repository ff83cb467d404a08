#include "host/delivery/delivery.hpp"

#include "host/delivery/back_off.hpp"
#include "host/delivery/rejection_of.hpp"
#include "host/delivery/update_id.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

OutboxLimits outbox_limits(const DeliveryStart& start) {
    const std::size_t credit =
        std::min(start.plugin.max_in_flight, start.settings.max_in_flight.value_or(SIZE_MAX));
    return {
        .max_in_flight = std::max<std::size_t>(credit, 1),
        .max_batch_records = std::max<std::size_t>(start.plugin.max_batch_records, 1),
        .max_batch_bytes = start.plugin.max_batch_bytes,
        .after_refusal = {start.settings.retry_base, start.settings.retry_cap},
        .is_metered = start.is_metered,
        .is_adaptive = start.settings.is_adaptive,
        .is_paced = start.is_paced,
    };
}

}  // namespace

Delivery::Delivery(Account& account, DeliveryStart start)
    : account_{account}, settings_{start.settings}, id_prefix_{std::move(start.id_prefix)},
      max_life_{start.settings.max_life.value_or(start.plugin.max_life)},
      back_off_{start.settings.retry_base, start.settings.retry_cap}, random_{start.seed},
      open_{start.checkpoint, start.settings.max_open_records, start.settings.max_open_bytes},
      coalescing_{start.settings.coalesce, start.plugin},
      outbox_{account, outbox_limits(start), static_cast<std::uint32_t>(random_.next())},
      fingerprints_{start.fingerprints},
      guard_{start.settings.guard_first, start.settings.guard_in_row},
      ledger_{start.counts, start.checkpoint}, plugin_{std::move(start.plugin)} {}

bool Delivery::skip_final(const Location& at) {
    if (!open_.fates().already_final(at.ordinal)) {
        return false;
    }
    open_.fates().pass(at);
    return true;
}

void Delivery::admit(std::unique_ptr<Record> record) {
    Record& kept = *record;
    if (kept.updates.empty()) {
        const char* text = "the mapping made no update of this record; one at least was expected";
        reject_unsent(std::move(record), {.code = "no_update", .message = text, .field = ""});
        return;
    }
    const auto updates = static_cast<std::uint32_t>(kept.updates.size());
    const Location at = kept.at;
    ledger_.read();
    const std::optional<Fates::Ticket> ticket = open_.open(std::move(record), updates);
    for (std::uint32_t sub = 0; ticket && sub < updates; ++sub) {
        if (open_.fates().already_final(at.ordinal, sub)) {
            continue;
        }
        ledger_.admitted();
        if (fingerprints_.is_on() && skip_unchanged(kept.updates[sub], *ticket, sub)) {
            continue;
        }
        if (coalescing_.is_on() && supersede(kept, *ticket, sub)) {
            continue;
        }
        Update& update = outbox_.make();
        update.ticket = *ticket;
        update.sub = sub;
        update.slots = &kept.updates[sub];
        update.keys = update.slots->keys;
        update.id = make_update_id(kept, sub, id_prefix_);
        outbox_.join_lanes(update);
    }
}

void Delivery::filter(std::unique_ptr<Record> record) {
    open_.fates().pass(record->at);
    ledger_.read();
    ledger_.admitted();
    ledger_.filtered();
    recycle(std::move(record));
}

std::span<const sluice_record> Delivery::next_batch(Moment now) {
    if (outbox_.is_stopped()) {
        return {};
    }
    while (Update* update = outbox_.pop_due(now.time)) {
        if (fits_life(*update, Time{0}, now.time)) {
            outbox_.requeue_first(*update);
        } else {
            end_life(*update, now.time);
        }
    }
    return outbox_.next_batch(now);
}

bool Delivery::fits_life(const Update& update, Time delay, Time now) const {
    return account_.active(now) + delay - update.first_sent <= max_life_;
}

void Delivery::send_failed(std::span<const sluice_record> batch, Moment now) {
    std::vector<std::uint64_t> tokens;
    for (const sluice_record& record : batch) {
        tokens.push_back(record.token);
    }
    outbox_.refused(tokens, now);
}

Became Delivery::on_result(std::uint64_t token, const sluice::Outcome& outcome, Moment now) {
    Update* update = outbox_.answered(token);
    if (update == nullptr) {
        ++misbehaviour_.unknown_tokens;
        return {};
    }
    outbox_.heard(*update, outcome, now.time);
    update->crashes = 0;  // it has survived
    deaths_.answered();
    if (outcome.verdict == sluice::Verdict::delivered) {
        return deliver(*update, now.time);
    }
    remember(*update, outcome);
    switch (outcome.verdict) {
    case sluice::Verdict::rejected:
        ++update->attempts;
        account_.final_answer(*update, now.time);
        return reject(*update, rejection_of(outcome, plugin_.fields));
    case sluice::Verdict::auth_failed:
        return pause(*update, PauseKind::authentication, outcome, now.time);
    case sluice::Verdict::cancelled:
        return cancel(*update, outcome, now);
    case sluice::Verdict::retry:
        return outcome.whole_destination ? pause(*update, PauseKind::destination, outcome, now.time)
                                         : retry(*update, outcome, now.time);
    default:
        ++misbehaviour_.unknown_verdicts;
        return retry(*update, outcome, now.time);
    }
}

void Delivery::remember(Update& update, const sluice::Outcome& outcome) const {
    update.maybe_delivered = update.maybe_delivered || outcome.maybe_delivered;
    if (!update.last_failure) {
        update.last_failure = std::make_unique<sluice::Outcome>();
    }
    *update.last_failure = outcome;
    update.has_failed = true;
}

Became Delivery::deliver(Update& update, Time now) {
    const Became result = became(Became::Fate::delivered, update);
    ledger_.delivered();
    if (update.maybe_delivered) {
        ledger_.maybe_repeated();
    }
    guard_.delivered();
    account_.final_answer(update, now);
    if (plugin_.knows_users) {
        account_.kept_rejects().delivered(update.keys);
    }
    if (fingerprints_.is_on()) {
        fingerprints_.delivered(update.keys, update.slots->fingerprint);
    }
    settle(update);
    return result;
}

Became Delivery::pause(Update& update, PauseKind kind, const sluice::Outcome& outcome, Time now) {
    account_.asked_to_pause(
        update, {kind, text_of(outcome), bounded_retry_after(outcome.retry_after)}, now
    );
    if (!may_send_again(update)) {
        return reject(update, unknown_outcome(outcome));
    }
    // After a failed probe another record is asked: that one may be the cause.
    if (update.is_probe) {
        outbox_.requeue_last(update);
    } else {
        outbox_.requeue_first(update);
    }
    return again(update);
}

// A short wait, so that a plugin that cancels everything does not make the host spin.
Became Delivery::cancel(Update& update, const sluice::Outcome& outcome, Moment now) {
    if (outcome.requests == 0) {
        outbox_.put_back_unit(now);
    }
    if (update.is_probe) {
        account_.probe_lost();
    }
    if (!may_send_again(update)) {
        return reject(update, unknown_outcome(outcome));
    }
    outbox_.schedule(update, now.time + random_.up_to(back_off_.after(1)));
    return again(update);
}

Became Delivery::retry(Update& update, const sluice::Outcome& outcome, Time now) {
    account_.request_failed(update, outcome, now);
    const bool is_vain_probe = update.is_probe && account_.pause().is_paused();
    update.attempts += is_vain_probe ? 0 : 1;
    if (!may_send_again(update)) {
        return reject(update, unknown_outcome(outcome));
    }
    if (is_vain_probe) {
        outbox_.requeue_last(update);
        return again(update);
    }
    const Time asked = bounded_retry_after(outcome.retry_after);
    const Time delay = retry_delay(back_off_, update.attempts, asked, random_);
    if (!fits_life(update, delay, now)) {
        return end_life(update, now);
    }
    outbox_.schedule(update, now + delay);
    return again(update);
}

// A destination that nothing reaches rejects nothing: the update waits in a pause, in which its
// life stands still. Once others get through it has one attempt more.
Became Delivery::end_life(Update& update, Time now) {
    if (account_.opens_instead_of_giving_up(update, now)) {
        outbox_.requeue_last(update);
        return again(update);
    }
    const sluice::Outcome* last = update.has_failed ? update.last_failure.get() : nullptr;
    return reject(update, gave_up(update.attempts, max_life_, last));
}

Became Delivery::again(const Update& update) const {
    return became(Became::Fate::again, update);
}

Became Delivery::became(Became::Fate fate, const Update& update) const {
    return {fate, open_.record(update.ticket).at.ordinal, update.sub, update.keys};
}

bool Delivery::may_send_again(const Update& update) const {
    return !update.maybe_delivered || plugin_.is_idempotent ||
           settings_.on_unknown == OnUnknown::retry;
}

void Delivery::settle(Update& update) {
    const Fates::Ticket ticket = update.ticket;
    const std::uint32_t sub = update.sub;
    if (!united_.empty()) {
        settle_united(update);
    }
    outbox_.forget(update);
    open_.settle(ticket, sub);
}

}  // namespace host
