#include "host/run/replay_journal.hpp"

#include <utility>

namespace host {

ReplayJournal::ReplayJournal(const PipelinePlan& plan, ReplayIntake& intake)
    : pipeline_{plan.pipeline.name}, account_{plan.account()}, intake_{intake} {}

void ReplayJournal::note(const Became& became) {
    if (became.fate != Became::Fate::delivered) {
        return;
    }
    const std::int64_t id = intake_.replayed(became.ordinal).row.id;
    if (auto replayed = intake_.settle(became.ordinal)) {
        final_.push_back(*std::move(replayed));
    }
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
    commit.fingerprints = std::exchange(fingerprints_, {});
    commit.account = account_;
    commit.overtaken = std::exchange(overtaken_, {});
    for (const RejectRow& again : delivery.take_rejects()) {
        reject(again, unix_ms);
    }
    for (Replayed& replayed : std::exchange(final_, {})) {
        write(std::move(replayed), commit);
    }
    return commit;
}

void ReplayJournal::reject(const RejectRow& again, std::int64_t unix_ms) {
    Replayed& replayed = intake_.replayed(again.at.ordinal);
    RejectRow& row = replayed.again.emplace_back(replayed.row);
    row.sub = replayed.updates > 1 ? again.sub : row.sub;
    row.why = again.why;
    row.attempts += again.attempts;
    row.unix_ms = unix_ms;
    if (again.keys != UserKeys{}) {
        row.keys = again.keys;
        row.account = account_;
    }
    if (auto all = intake_.settle(again.at.ordinal)) {
        final_.push_back(*std::move(all));
    }
}

void ReplayJournal::write(Replayed replayed, Commit& commit) {
    bool stays = false;
    for (RejectRow& row : replayed.again) {
        if (row.sub == replayed.row.sub) {
            stays = true;
            commit.rejects_again.push_back(std::move(row));
        } else {
            commit.rejects.push_back(std::move(row));
        }
    }
    if (!stays) {
        commit.rejects_done.push_back(replayed.row.id);
    }
}

}  // namespace host
