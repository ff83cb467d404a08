#include "host/delivery/ledger.hpp"

#include "host/delivery/final_set.hpp"

#include <utility>

namespace host {

Ledger::Ledger(const Counts& stored, const Checkpoint& checkpoint) : before_{stored} {
    before_.updates = stored.updates - stored.pending();
    before_.records = checkpoint.next.ordinal + FinalSet{checkpoint}.records();
}

Counts Ledger::counts() const {
    return {
        .records = before_.records + run_.records,
        .updates = before_.updates + run_.updates,
        .delivered = before_.delivered + run_.delivered,
        .rejected = before_.rejected + run_.rejected,
        .filtered = before_.filtered + run_.filtered,
        .superseded = before_.superseded + run_.superseded,
        .unchanged = before_.unchanged + run_.unchanged,
        .maybe_repeated = before_.maybe_repeated + run_.maybe_repeated,
    };
}

std::optional<std::string> Ledger::violation(std::uint64_t pending) const {
    const std::uint64_t sum = run_.finals() + pending;
    if (run_.updates == sum) {
        return std::nullopt;
    }
    return "the fates do not add up: " + std::to_string(run_.updates) +
           " updates were expected, found " + std::to_string(run_.delivered) + " delivered + " +
           std::to_string(run_.unchanged) + " unchanged + " + std::to_string(run_.superseded) +
           " superseded + " + std::to_string(run_.filtered) + " filtered + " +
           std::to_string(run_.rejected) + " rejected + " + std::to_string(pending) +
           " pending = " + std::to_string(sum) +
           "; this is a bug of Sluice, please report it with these numbers";
}

std::vector<RejectRow> Ledger::take_rejects() {
    return std::exchange(rejects_, {});
}

}  // namespace host
