#include "host/run/source_journal.hpp"

#include <utility>

namespace host {

SourceJournal::SourceJournal(
    std::string pipeline, std::string generation, std::string source, SourceIntake& intake
)
    : pipeline_{std::move(pipeline)},
      generation_{std::move(generation)}, source_{std::move(source)}, intake_{intake} {}

Commit SourceJournal::entry(Delivery& delivery, bool finished, std::int64_t unix_ms) {
    Commit commit;
    commit.pipeline = pipeline_;
    commit.generation = generation_;
    commit.checkpoint = delivery.checkpoint();
    commit.counts = delivery.counts();
    commit.finished = finished;
    commit.now_ms = unix_ms;
    commit.rejects = delivery.take_rejects();
    for (RejectRow& row : commit.rejects) {
        row.pipeline = pipeline_;
        row.generation = generation_;
        row.source = source_;
        row.unix_ms = unix_ms;
        row.payload = intake_.replayable(row.payload);
    }
    return commit;
}

}  // namespace host
