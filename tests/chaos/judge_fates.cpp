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
    for (std::size_t load = 0; load < all.size(); ++load) {
        const auto& updates = evidence.loads[load].updates;
        for (std::size_t i = 0; i < updates.size(); ++i) {
            const std::string name = name_of(evidence, {load, i});
            if (updates[i].duty == Duty::deliver && !all[load].accepted[i]) {
                breaches.add("lost", name + " was never accepted");
            }
            if (updates[i].duty == Duty::refuse && !all[load].refused[i]) {
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
        breaches.add("reject", name_of(evidence, key) + " is missing");
    }
}

void judge_counts(const Evidence& evidence, Breaches& breaches) {
    for (std::size_t i = 0; i < evidence.loads.size(); ++i) {
        const Load& load = evidence.loads[i];
        std::map<std::string, std::int64_t> owed{
            {"records", static_cast<std::int64_t>(load.records())},
            {"updates", static_cast<std::int64_t>(load.updates.size())},
            {"delivered", 0},
            {"rejected", 0},
            {"filtered", 0},
            {"finished", 1}};
        for (const Update& update : load.updates) {
            const bool is_rejected =
                update.duty == Duty::refuse || update.duty == Duty::reject_unsent;
            ++owed
                [is_rejected                   ? "rejected"
                 : update.duty == Duty::filter ? "filtered"
                                               : "delivered"];
        }
        for (const auto& [name, count] : owed) {
            const auto found = evidence.totals.at(i).find(name);
            const std::int64_t said = found == evidence.totals[i].end() ? -1 : found->second;
            if (said != count) {
                breaches.add(
                    "count",
                    load.pipeline + " has " + std::to_string(count) + ' ' + name +
                        ", the state says " + std::to_string(said)
                );
            }
        }
    }
}

}  // namespace

void judge_fates(const Evidence& evidence, const std::vector<Known>& known, Breaches& breaches) {
    judge_answers(evidence, answers_of(evidence, known), breaches);
    judge_rejects(evidence, breaches);
    judge_counts(evidence, breaches);
}

}  // namespace chaos
