// Writes everything that was queued as one transaction. Used by the Committer alone, on the state
// thread.
#pragma once

#include "host/state/commit.hpp"
#include "host/state/commit_writer.hpp"
#include "host/state/database.hpp"
#include "host/state/quota.hpp"
#include "host/state/state_error.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace host {

struct GiveBack {
    std::string account;
    std::int64_t use_before_ms = 0;
    std::uint64_t count = 0;
};

struct CommitGroup {
    std::vector<Commit> commits;
    std::vector<Reservation> reservations;
    std::vector<GiveBack> returned;

    bool empty() const { return commits.empty() && reservations.empty() && returned.empty(); }
};

class GroupWriter {
public:
    explicit GroupWriter(std::unique_ptr<Database> database);

    // A grant for each reservation, in order; returned units are there before. After an error
    // nothing of the group is in the file. Throws nothing: no memory is an error too.
    StateResult<std::vector<Grant>> write(const CommitGroup& group);

private:
    StateResult<std::vector<Grant>> transact(const CommitGroup& group);
    StateResult<Done> write_commits(const std::vector<Commit>& commits);
    StateResult<std::vector<Grant>> write_quota(const CommitGroup& group);

    std::unique_ptr<Database> database_;
    CommitWriter writer_;
    QuotaTable quota_;
};

}  // namespace host
