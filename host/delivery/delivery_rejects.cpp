// What is never delivered, and how it is kept: the rejecting half of Delivery.
#include "host/delivery/delivery.hpp"

#include <algorithm>
#include <utility>

namespace host {

void Delivery::reject_unsent(std::unique_ptr<Record> record, Rejection why) {
    open_.fates().pass(record->at);
    ledger_.read();
    ledger_.admitted();
    RejectRow row = row_of(*record, 0);
    row.keys = record->updates.empty() ? UserKeys{} : record->updates.front().keys;
    row.why = std::move(why);
    keep(std::move(row));
    recycle(std::move(record));
}

Became Delivery::reject(Update& update, Rejection why) {
    const Became result = became(Became::Fate::rejected, update);
    guard_.rejected(why.code, why.message);
    if (guard_.stop()) {
        outbox_.stop();
    }
    keep_reject(update, std::move(why));
    settle(update);
    return result;
}

void Delivery::reject_open(const Rejection& why) {
    std::vector<Update*> unsent = outbox_.abandon();
    // In the order of the source, in which a replay keeps each user's updates.
    std::sort(unsent.begin(), unsent.end(), [this](const Update* a, const Update* b) {
        return place_of(*a) < place_of(*b);
    });
    for (Update* update : unsent) {
        keep_reject(*update, why);
        settle(*update);
    }
}

std::pair<std::uint64_t, std::uint32_t> Delivery::place_of(const Update& update) const {
    return {open_.record(update.ticket).at.ordinal, update.sub};
}

RejectRow Delivery::row_of(const Record& record, std::uint32_t sub) {
    RejectRow row;
    row.at = record.at;
    row.sub = sub;
    row.payload = record.payload;
    return row;
}

void Delivery::keep_reject(const Update& update, Rejection why) {
    if (!united_.empty()) {
        reject_united(update, why);
    }
    if (fingerprints_.is_on() && update.maybe_delivered) {
        fingerprints_.delivered(update.keys, 0);
    }
    RejectRow row = row_of(open_.record(update.ticket), update.sub);
    row.attempts = update.attempts;
    row.keys = update.keys;
    row.why = std::move(why);
    row.why.maybe_delivered = update.maybe_delivered;
    keep(std::move(row));
}

void Delivery::keep(RejectRow row) {
    if (plugin_.knows_users) {
        row.fate = account_.kept_rejects().rejected(row.keys);
    }
    ledger_.rejected(std::move(row));
}

void Delivery::reject_united(const Update& update, const Rejection& why) {
    for (const OlderUpdate& older : united_.take(update)) {
        RejectRow row = row_of(open_.record(older.ticket), older.sub);
        row.attempts = older.attempts;
        row.keys = update.keys;
        row.why = why;
        row.why.message += " (of a newer update of the same user, into which this one was merged)";
        row.why.maybe_delivered = older.maybe_delivered;
        keep(std::move(row));
        open_.settle(older.ticket, older.sub);
    }
}

}  // namespace host
