// Updates that are final without being sent: how a newer one takes the place of one that waits, and
// what would change nothing.
#include "host/delivery/delivery.hpp"
#include "host/delivery/update_id.hpp"

namespace host {

bool Delivery::supersede(Record& record, Fates::Ticket ticket, std::uint32_t sub) {
    Slots& newer = record.updates[sub];
    Update* place = account_.lanes().last_of(newer.keys);
    if (place == nullptr || !outbox_.owns(*place) || !coalescing_.may_supersede(*place, newer)) {
        return false;
    }
    const OlderUpdate older{place->ticket, place->sub, place->attempts, place->maybe_delivered};
    if (coalescing_.unites()) {
        newer.fingerprint = 0;  // it says more than its record
        newer.values = coalescing_.united(*place->slots, newer, record.arena);
        open_.measure(ticket);
        united_.add(*place, older);
    }
    begin_life(*place);
    place->ticket = ticket;
    place->sub = sub;
    place->slots = &newer;
    place->id = make_update_id(record, sub, id_prefix_);
    if (!coalescing_.unites()) {
        ledger_.superseded();
        open_.settle(older.ticket, older.sub);
    }
    return true;
}

bool Delivery::skip_unchanged(const Slots& slots, Fates::Ticket ticket, std::uint32_t sub) {
    if (!fingerprints_.is_unchanged(slots.keys, slots.fingerprint) ||
        account_.lanes().has(slots.keys)) {
        return false;
    }
    ledger_.unchanged();
    open_.settle(ticket, sub);
    return true;
}

void Delivery::settle_united(const Update& update) {
    for (const OlderUpdate& older : united_.take(update)) {
        ledger_.superseded();
        open_.settle(older.ticket, older.sub);
    }
}

}  // namespace host
