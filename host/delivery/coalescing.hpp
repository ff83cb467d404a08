// Whether a newer update of a user may take the place of one that waits, and what the two make
// together. Owned by one Delivery, host thread; decides only.
#pragma once

#include "host/delivery/delivery_start.hpp"
#include "host/delivery/update.hpp"
#include "host/record/arena.hpp"
#include "host/record/delivery_settings.hpp"
#include "host/record/record.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace host {

class Coalescing {
public:
    Coalescing(Coalesce how, const PluginTerms& plugin);

    bool is_on() const { return how_ != Coalesce::off; }
    bool unites() const { return how_ == Coalesce::merge; }

    // `older` waits, in its lane or for a retry, and `newer` is of the same user and asks for the
    // same. Not one that may have been delivered by an action that is not idempotent: whether it
    // was is for on_unknown to decide. Users are compared by their identifiers too, not by their
    // keys alone: a collision of hashes must cost nobody an update.
    bool may_supersede(const Update& older, const Slots& newer) const;

    // The values of `newer`, and for what it does not have those of `older`, copied into `arena`:
    // the record of `newer`. Within a prefix field so for each member.
    std::span<const sluice_value>
    united(const Slots& older, const Slots& newer, Arena& arena) const;

private:
    sluice_value united_slot(
        std::size_t slot, const sluice_value& older, const sluice_value& newer, Arena& arena
    ) const;

    Coalesce how_;
    bool is_idempotent_;
    std::vector<std::size_t> key_slots_;
    std::vector<bool> is_prefix_;  // by slot
};

}  // namespace host
