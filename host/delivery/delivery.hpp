// One pipeline's way from mapped record to final fate: what may be sent when, and what each verdict
// means. Made and called by run, on the host thread; decides only, with the clock as an argument.
#pragma once

#include "host/delivery/account.hpp"
#include "host/delivery/coalescing.hpp"
#include "host/delivery/delivery_start.hpp"
#include "host/delivery/fingerprints.hpp"
#include "host/delivery/guard.hpp"
#include "host/delivery/ledger.hpp"
#include "host/delivery/moment.hpp"
#include "host/delivery/open_records.hpp"
#include "host/delivery/outbox.hpp"
#include "host/delivery/plugin_deaths.hpp"
#include "host/delivery/united_updates.hpp"
#include "host/record/checkpoint.hpp"
#include "host/record/random.hpp"
#include "host/record/record.hpp"
#include "host/record/reject_row.hpp"
#include "host/record/rejection.hpp"

#include <sluice/outcome.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace host {

// What one verdict led to.
struct Became {
    enum class Fate : std::uint8_t {
        delivered,
        rejected,    // the row is among take_rejects()
        again,       // pending still
        misbehaved,  // the token belongs to nothing in flight; nothing was changed
    };
    Fate fate = Fate::misbehaved;
    std::uint64_t ordinal = 0;
    std::uint32_t sub = 0;
    UserKeys user{};
};

// What plugins did against the rules; each is counted, none touches another record.
struct Misbehaviour {
    std::uint64_t unknown_tokens = 0;    // late, twice or invented
    std::uint64_t unknown_verdicts = 0;  // taken as RETRY

    std::uint64_t total() const { return unknown_tokens + unknown_verdicts; }
};

// The loop of run, for each pipeline:
//
//     while (delivery.has_room()) {
//         std::unique_ptr<Record> record = delivery.take_record();
//         source.next(*record, ...);
//         if (delivery.skip_final(record->at)) { delivery.recycle(std::move(record)); continue; }
//         delivery.admit(std::move(record));       // or filter(), or reject_unsent()
//     }
//     while (!(batch = delivery.next_batch(now)).empty()) {
//         if (!instance.send(batch, deadline)) delivery.send_failed(batch, now);
//     }
//     poll(... until delivery.next_due(now));
//     for (each verdict) delivery.on_result(token, outcome, now);
//     commit {checkpoint(), counts(), take_rejects()} in one transaction
//
// At its end it leaves the account's lanes; the plugin must not hold a record of it any more.
class Delivery {
public:
    Delivery(Account& account, DeliveryStart start);
    Delivery(const Delivery&) = delete;
    Delivery& operator=(const Delivery&) = delete;

    // --- reading: in the order of the source, none left out, from checkpoint.next on ---

    // The source may be read on. False once enough can be sent as it is, for records that wait in
    // memory only cool down, unless newer ones may take their places; and at the limits of open
    // records and bytes. Then: back-pressure to the source.
    bool has_room() const {
        return open_.has_room() && (coalescing_.is_on() || !outbox_.is_stocked());
    }
    // A blank record to read into; its arena is reused.
    std::unique_ptr<Record> take_record() { return open_.take_record(); }
    void recycle(std::unique_ptr<Record> record) { open_.recycle(std::move(record)); }

    // True if an earlier run left this record final: it is passed over and not counted again.
    bool skip_final(const Location& at);
    // Its updates (record->updates, at least one; none is a reject) go to their lanes, or take the
    // place of an older one that waits, or are final at once, since they would change nothing.
    void admit(std::unique_ptr<Record> record);
    // The condition does not hold: one update, filtered.
    void filter(std::unique_ptr<Record> record);
    // It cannot be parsed or mapped: one update, rejected, with its payload kept.
    void reject_unsent(std::unique_ptr<Record> record, Rejection why);

    // --- sending ---

    // What to send now; empty if nothing may go. Within the credit, the plugin's batch limits, the
    // account's pause (one probe), rate and quota. The records stay valid until each has its
    // verdict, the span until the next call.
    std::span<const sluice_record> next_batch(Moment now);
    // send() refused the batch: all of it is pending again, no attempt used; nothing is sent for a
    // while.
    void send_failed(std::span<const sluice_record> batch, Moment now);
    // The same for a plugin that refused it later: its tokens.
    void send_failed(std::span<const std::uint64_t> tokens, Moment now) {
        outbox_.refused(tokens, now);
    }
    // The plugin's process died, and with it the answers to everything in flight: pending again, no
    // attempt used, perhaps delivered. A record that was in flight at two deaths is sent alone; if
    // that too is a death, it is rejected as plugin_crash. Too many deaths pause the account.
    // `untouched`: tokens that never reached the plugin, merely pending again. `how`: "killed by
    // SIGSEGV".
    std::vector<Became>
    plugin_died(const std::string& how, std::span<const std::uint64_t> untouched, Moment now);
    // The update in flight that this token means, null if there is none: valid until on_result().
    const Update* in_flight(std::uint64_t token) { return outbox_.in_flight(token); }
    // A verdict. Any token is safe.
    Became on_result(std::uint64_t token, const sluice::Outcome& outcome, Moment now);

    // When next_batch() may have something that it had not; none if only a verdict, a grant of
    // quota or a new record can bring it. Right after a next_batch() that gave nothing it is later
    // than now, or now if the account's quota has a wish for the state.
    std::optional<Time> next_due(Moment now) { return outbox_.next_due(now); }

    // From now on next_batch() gives nothing; verdicts are still taken. For draining. The guard
    // does the same.
    void stop_sending() { outbox_.stop(); }

    // For a source that cannot be read again: at the end of the run, once the plugin holds nothing
    // any more, all that is pending becomes a reject, so that it can be replayed. What has no
    // answer is marked as perhaps delivered. Nothing is sent any more.
    void reject_open(const Rejection& why);

    // --- asking ---

    // Admitted and not final, counted one by one.
    std::uint64_t pending() const { return outbox_.live() + united_.size(); }
    bool is_idle() const { return outbox_.live() == 0; }  // everything that was admitted is final
    std::size_t in_flight() const { return outbox_.in_flight(); }
    std::size_t open_records() const { return open_.fates().open_records(); }
    std::size_t open_bytes() const { return open_.bytes(); }
    // When the oldest batch was made that has a record without an answer.
    std::optional<Time> oldest_batch() const { return outbox_.oldest_batch(); }
    std::uint64_t crash_rejects() const { return crash_rejects_; }
    std::size_t waiting_for_retry() const { return outbox_.waiting_for_retry(); }
    std::size_t credit() const { return outbox_.credit(); }
    std::size_t in_flight_limit() const { return outbox_.in_flight_limit(); }
    bool is_behind_others() const { return outbox_.is_behind_others(); }
    // Nothing can be sent before account.quota().when_free().
    bool is_out_of_quota(Moment now) const {
        return outbox_.is_metered() && account_.is_quota_exhausted(now);
    }

    // Something could go but for account.rate().
    bool is_held_to_rate(Moment now) { return outbox_.is_held_to_rate(now.time); }

    // Why the run must stop (exit 4): all that the destination says is "no", and for the same
    // reason.
    const std::optional<std::string>& guard_stop() const { return guard_.stop(); }
    const Misbehaviour& misbehaviour() const { return misbehaviour_; }

    // Of the whole generation, and of this run alone.
    Counts counts() const { return ledger_.counts(); }
    const Counts& run_counts() const { return ledger_.run_counts(); }
    // None if every update is somewhere, see Counts, with pending counted one by one; else the
    // numbers. A violation is a bug: exit 70.
    std::optional<std::string> violation() const { return ledger_.violation(pending()); }

    // Where a restart goes on. Commit it together with the rejects and counts of the same moment.
    Checkpoint checkpoint() const { return open_.fates().checkpoint(); }
    // Rejects since the last call, all but id, pipeline, generation, source, account and time
    // filled in.
    std::vector<RejectRow> take_rejects() { return ledger_.take_rejects(); }
    // Since it was rejected, a newer update of its user was delivered.
    bool was_overtaken(const RejectRow& row) const {
        return row.fate != 0 && account_.kept_rejects().was_overtaken(row.keys, row.fate);
    }
    // Whose rejects in the state were overtaken since the last call for this account. For the same
    // commit, before its rejects.
    std::vector<UserKey> take_overtaken() { return account_.kept_rejects().take_overtaken(); }
    // What was delivered of whom, for the same commit; and that the last commit is durable.
    std::vector<Fingerprint> take_fingerprints() { return fingerprints_.take(); }
    void fingerprints_durable() { fingerprints_.durable(); }
    std::size_t rejects_waiting() const { return ledger_.rejects_waiting(); }

private:
    bool fits_life(const Update& update, Time delay, Time now) const;
    Became pause(Update& update, PauseKind kind, const sluice::Outcome& outcome, Time now);
    Became cancel(Update& update, const sluice::Outcome& outcome, Moment now);
    Became retry(Update& update, const sluice::Outcome& outcome, Time now);
    Became end_life(Update& update, Time now);
    Became deliver(Update& update, Time now);
    Became reject(Update& update, Rejection why);

    // True if the update took the place of an older one of its user.
    bool supersede(Record& record, Fates::Ticket ticket, std::uint32_t sub);
    // Settled, since the same was delivered to the user last and nothing of the user is open.
    bool skip_unchanged(const Slots& slots, Fates::Ticket ticket, std::uint32_t sub);
    // What was merged into the update shares its fate.
    void settle_united(const Update& update);
    void reject_united(const Update& update, const Rejection& why);

    Became again(const Update& update) const;
    Became became(Became::Fate fate, const Update& update) const;
    bool may_send_again(const Update& update) const;
    void remember(Update& update, const sluice::Outcome& outcome) const;
    static RejectRow row_of(const Record& record, std::uint32_t sub);
    void keep_reject(const Update& update, Rejection why);
    void keep(RejectRow row);
    void settle(Update& update);
    std::pair<std::uint64_t, std::uint32_t> place_of(const Update& update) const;

    Account& account_;
    DeliverySettings settings_;
    std::string id_prefix_;
    std::chrono::seconds max_life_;
    BackOff back_off_;
    Random random_;
    OpenRecords open_;
    Coalescing coalescing_;
    Outbox outbox_;
    UnitedUpdates united_;
    Fingerprints fingerprints_;
    Guard guard_;
    Ledger ledger_;
    PluginTerms plugin_;
    Misbehaviour misbehaviour_;
    PluginDeaths deaths_;
    std::uint64_t crash_rejects_ = 0;  // of plugin_died
};

}  // namespace host
