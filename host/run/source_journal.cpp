#include "host/run/source_journal.hpp"

#include <utility>

namespace host {

SourceJournal::SourceJournal(const PipelinePlan& plan, std::string generation, SourceIntake& intake)
    : pipeline_{plan.pipeline}, account_{plan.account()},
      generation_{std::move(generation)}, intake_{intake} {}

Commit SourceJournal::entry(Delivery& delivery, bool finished, std::int64_t unix_ms) {
    Commit commit;
    commit.pipeline = pipeline_.name;
    commit.generation = generation_;
    commit.checkpoint = delivery.checkpoint();
    commit.counts = delivery.counts();
    commit.finished = finished;
    commit.now_ms = unix_ms;
    commit.fingerprints = delivery.take_fingerprints();
    commit.account = account_;
    for (const UserKey user : delivery.take_overtaken()) {
        commit.overtaken.push_back({.user = user});
    }
    commit.rejects = delivery.take_rejects();
    for (RejectRow& row : commit.rejects) {
        row.pipeline = pipeline_.name;
        row.generation = generation_;
        row.source = pipeline_.source.path;
        row.account = row.fate == 0 ? std::string{} : account_;
        row.overtaken_ms = delivery.was_overtaken(row) ? unix_ms : 0;
        row.unix_ms = unix_ms;
        row.payload = intake_.replayable(row.payload);
    }
    return commit;
}

}  // namespace host
