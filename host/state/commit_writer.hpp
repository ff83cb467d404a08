// Writes the parts of a Commit through prepared statements. Used by the Committer, on the state
// thread, inside its transaction.
#pragma once

#include "host/state/commit.hpp"
#include "host/state/database.hpp"
#include "host/state/state_error.hpp"

namespace host {

class CommitWriter {
public:
    explicit CommitWriter(Database& database);

    // Rejects that were overtaken, new ones, replayed ones, and those that were rejected again.
    StateResult<Done> write_rejects(const Commit& commit);

    StateResult<Done> write_fingerprints(const Commit& commit);

    // Checkpoint, finals and counts. Fails if the generation is no longer the pipeline's: somebody
    // else ran it.
    StateResult<Done> write_source(const Commit& commit);

private:
    bool insert(const RejectRow& row);
    bool update(const RejectRow& row);
    bool overtake(const Commit& commit, const Overtaking& overtaking);

    Database& database_;
    Statement insert_;
    Statement erase_;
    Statement again_;
    Statement overtake_;
    Statement remember_;
    Statement forget_;
    Statement source_;
};

}  // namespace host
