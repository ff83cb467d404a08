// Conservation: what became of each update, and whether the counts say the same.
#include "tests/chaos/judge.hpp"

#include <set>
#include <tuple>

namespace chaos {
namespace {

// What the ledger says of the updates of one load.
struct Answers {
    std::vector<bool> accepted;  // for good: the answer went out
    std::vector<bool> refused;
    std::vector<bool> changed;  // the profile, with an answer or without
};

std::vector<Answers> answers_of(const Evidence& evidence, const std::vector<Known>& known) {
    std::vector<Answers> all;
    for (const Load& load : evidence.loads) {
        const std::vector<bool> none(load.updates.size(), false);
        all.push_back({none, none, none});
    }
    for (const Known& one : known) {
        Answers& answers = all[one.place.load];
        const std::size_t at = one.place.update;
        const bool is_accepted = one.arrival->is_accepted;
        answers.changed[at] = answers.changed[at] || is_accepted;
        answers.accepted[at] = answers.accepted[at] || (is_accepted && one.is_answered());
        answers.refused[at] = answers.refused[at] || (!is_accepted && one.is_answered());
    }
    return all;
}

void judge_answers(const Evidence& evidence, const std::vector<Answers>& all, Breaches& breaches) {
    const bool may_be_superseded = evidence.coalesce != Coalesce::off;
    for (std::size_t load = 0; load < all.size(); ++load) {
        const auto& updates = evidence.loads[load].updates;
        for (std::size_t i = 0; i < updates.size(); ++i) {
            const std::string name = name_of(evidence, {load, i});
            if (updates[i].duty == Duty::deliver && !all[load].accepted[i] && !may_be_superseded) {
                breaches.add("lost", name + " was never accepted");
            }
            if (updates[i].duty == Duty::refuse && !all[load].refused[i] && !may_be_superseded) {
                breaches.add("lost", name + " was never refused");
            }
            if (updates[i].duty == Duty::refuse && all[load].changed[i]) {
                breaches.add("payload", name + " was accepted, but is refused by its user");
            }
        }
    }
}

using RejectKey = std::tuple<std::size_t, std::size_t, std::uint32_t, std::string>;

std::string name_of(const Evidence& evidence, const RejectKey& key) {
    const auto& [load, line, sub, reason] = key;
    return evidence.loads[load].file + ':' + std::to_string(line) + '.' + std::to_string(sub) +
           ' ' + reason;
}

void judge_rejects(const Evidence& evidence, Breaches& breaches) {
    std::set<RejectKey> owed;
    for (std::size_t load = 0; load < evidence.loads.size(); ++load) {
        for (const Update& update : evidence.loads[load].updates) {
            if (update.duty == Duty::refuse || update.duty == Duty::reject_unsent) {
                owed.emplace(
                    load, evidence.loads[load].lines[update.record], update.sub, update.reason
                );
            }
        }
    }
    for (const KeptReject& reject : evidence.rejects) {
        const RejectKey key{reject.load, reject.line, reject.sub, reject.reason};
        if (owed.erase(key) == 0) {
            breaches.add("reject", name_of(evidence, key) + " was not to be one, or is kept twice");
        }
    }
    for (const RejectKey& key : owed) {
        const bool may_be_superseded =
            evidence.coalesce != Coalesce::off && std::get<std::string>(key) == "refused";
        if (!may_be_superseded) {
            breaches.add("reject", name_of(evidence, key) + " is missing");
        }
    }
}

using Counts = std::map<std::string, std::int64_t>;

// With what is rejected as it was kept, so that what was superseded of it is known too.
Counts owed_counts(const Evidence& evidence, std::size_t at) {
    const Load& load = evidence.loads[at];
    Counts owed{
        {"records", static_cast<std::int64_t>(load.records())},
        {"updates", static_cast<std::int64_t>(load.updates.size())},
        {"delivered", 0},
        {"rejected", 0},
        {"filtered", 0},
        {"finished", 1}};
    for (const Update& update : load.updates) {
        owed["filtered"] += update.duty == Duty::filter ? 1 : 0;
        owed["delivered"] += update.duty == Duty::deliver ? 1 : 0;
    }
    for (const KeptReject& reject : evidence.rejects) {
        owed["rejected"] += reject.load == at ? 1 : 0;
    }
    return owed;
}

// What was neither accepted nor kept as a reject has to be superseded; of what was accepted some
// may be too, after a kill. The rejects of a merged update are those that it is made of, each of
// them.
void judge_superseded(
    const Evidence& evidence, std::size_t at, const Answers& answers, Breaches& breaches
) {
    const Load& load = evidence.loads[at];
    const Counts& totals = evidence.totals[at];
    std::int64_t to_send = 0;
    std::int64_t unanswered = 0;
    std::int64_t refused = 0;
    for (std::size_t i = 0; i < load.updates.size(); ++i) {
        const Duty duty = load.updates[i].duty;
        const bool is_to_send = duty == Duty::deliver || duty == Duty::refuse;
        to_send += is_to_send ? 1 : 0;
        unanswered += is_to_send && !answers.accepted[i] ? 1 : 0;
    }
    for (const KeptReject& reject : evidence.rejects) {
        refused += reject.load == at && reject.reason == "refused" ? 1 : 0;
    }
    unanswered -= refused;
    const std::int64_t superseded = totals.at("superseded");
    const std::int64_t sum = totals.at("delivered") + refused + superseded;
    if (superseded < unanswered || sum != to_send) {
        breaches.add(
            "count",
            load.pipeline + " has " + std::to_string(to_send) + " updates to send, of which " +
                std::to_string(unanswered) + " got no answer for good; the state says " +
                std::to_string(superseded) + " superseded, in all " + std::to_string(sum)
        );
    }
}

void judge_counts(const Evidence& evidence, const std::vector<Answers>& all, Breaches& breaches) {
    for (std::size_t i = 0; i < evidence.loads.size(); ++i) {
        Counts owed = owed_counts(evidence, i);
        if (evidence.coalesce == Coalesce::off) {
            owed["superseded"] = 0;
        } else {
            owed.erase("delivered");
            judge_superseded(evidence, i, all[i], breaches);
        }
        for (const auto& [name, count] : owed) {
            const auto found = evidence.totals.at(i).find(name);
            const std::int64_t said = found == evidence.totals[i].end() ? -1 : found->second;
            if (said != count) {
                breaches.add(
                    "count",
                    evidence.loads[i].pipeline + " has " + std::to_string(count) + ' ' + name +
                        ", the state says " + std::to_string(said)
                );
            }
        }
    }
}

}  // namespace

void judge_fates(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches) {
    const std::vector<Answers> all = answers_of(evidence, known);
    judge_answers(evidence, all, breaches);
    judge_rejects(evidence, breaches);
    judge_counts(evidence, all, breaches);
}

}  // namespace chaos
