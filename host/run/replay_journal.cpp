#include "host/run/replay_journal.hpp"

#include <utility>

namespace host {

ReplayJournal::ReplayJournal(const PipelinePlan& plan, ReplayIntake& intake)
    : pipeline_{plan.pipeline.name}, account_{plan.account()}, intake_{intake} {}

void ReplayJournal::note(const Became& became) {
    if (became.fate != Became::Fate::delivered) {
        return;
    }
    const std::int64_t id = intake_.take_row(became.ordinal).id;
    delivered_.push_back(id);
    for (const UserKey user : became.user) {
        if (user != 0) {
            fingerprints_.push_back({.user = user});
            overtaken_.push_back({.user = user, .before_id = id});
        }
    }
}

Commit ReplayJournal::entry(Delivery& delivery, bool /*finished*/, std::int64_t unix_ms) {
    Commit commit;
    commit.pipeline = pipeline_;
    commit.now_ms = unix_ms;
    commit.rejects_done = std::exchange(delivered_, {});
    commit.fingerprints = std::exchange(fingerprints_, {});
    commit.account = account_;
    commit.overtaken = std::exchange(overtaken_, {});
    for (RejectRow& again : delivery.take_rejects()) {
        RejectRow row = intake_.take_row(again.at.ordinal);
        row.why = std::move(again.why);
        row.attempts += again.attempts;
        row.unix_ms = unix_ms;
        if (again.keys != UserKeys{}) {
            row.keys = again.keys;
            row.account = account_;
        }
        commit.rejects_again.push_back(std::move(row));
    }
    return commit;
}

}  // namespace host
