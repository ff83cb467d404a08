// What the death of a plugin's process means for the records it held: Delivery::plugin_died.
#include "host/delivery/delivery.hpp"
#include "host/delivery/rejection_of.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

// As if the plugin had said it: written perhaps, no answer.
sluice::Outcome lost_with(const std::string& how) {
    sluice::Outcome outcome;
    outcome.verdict = sluice::Verdict::cancelled;
    outcome.maybe_delivered = true;
    outcome.code = "plugin_crash";
    outcome.message = "the plugin's process died while it held the record: " + how;
    return outcome;
}

}  // namespace

std::vector<Became> Delivery::plugin_died(
    const std::string& how, std::span<const std::uint64_t> untouched, Moment now
) {
    const bool one_alone = outbox_.is_one_alone();
    outbox_.never_given(untouched, now);
    std::vector<Update*> lost = outbox_.take_back();
    // From the last to the first, for each goes in front of those before it.
    std::sort(lost.begin(), lost.end(), [this](const Update* a, const Update* b) {
        return place_of(*b) < place_of(*a);
    });
    const bool was_alone = one_alone && !lost.empty();
    const sluice::Outcome outcome = lost_with(how);
    std::vector<Became> became;
    for (Update* update : lost) {
        remember(*update, outcome);
        ++update->crashes;
        if (update->is_probe) {
            account_.asked_to_pause(
                *update, {PauseKind::destination, text_of(outcome), Time{0}}, now.time
            );
        }
        if (was_alone) {
            ++crash_rejects_;
            became.push_back(reject(*update, plugin_crash(update->crashes, how)));
        } else if (!may_send_again(*update)) {
            became.push_back(reject(*update, unknown_outcome(outcome)));
        } else {
            outbox_.requeue_first(*update);
            became.push_back(again(*update));
        }
    }
    if (was_alone) {
        deaths_.explained();
    } else if (deaths_.died(now.time)) {
        account_.plugin_keeps_dying(
            {PauseKind::destination,
             "plugin_crash: the plugin's process keeps dying: " + how,
             Time{0}},
            now.time
        );
    }
    return became;
}

}  // namespace host
