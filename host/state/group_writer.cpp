#include "host/state/group_writer.hpp"

#include <exception>
#include <utility>

namespace host {
namespace {

// Whether a later commit of the group says where the same source stands.
bool is_superseded(const std::vector<Commit>& commits, std::size_t index) {
    for (std::size_t later = index + 1; later < commits.size(); ++later) {
        const Commit& other = commits[later];
        if (other.checkpoint && other.pipeline == commits[index].pipeline &&
            other.generation == commits[index].generation) {
            return true;
        }
    }
    return false;
}

}  // namespace

GroupWriter::GroupWriter(std::unique_ptr<Database> database)
    : database_{std::move(database)}, writer_{*database_}, quota_{*database_} {}

StateResult<std::vector<Grant>> GroupWriter::write(const CommitGroup& group) {
    try {
        return transact(group);
    } catch (const std::exception& problem) {
        return StateError{
            .text = database_->path() + ": cannot save the progress: " + problem.what() +
                    "; run again to go on where it was"};
    }
}

StateResult<std::vector<Grant>> GroupWriter::transact(const CommitGroup& group) {
    Transaction transaction{*database_};
    if (!transaction.begun()) {
        return database_->error("begin to save the progress");
    }
    if (auto written = write_commits(group.commits); !written) {
        return written.error();
    }
    auto grants = write_quota(group);
    if (grants && !transaction.commit()) {
        return database_->error("save the progress");
    }
    return grants;
}

StateResult<Done> GroupWriter::write_commits(const std::vector<Commit>& commits) {
    for (std::size_t i = 0; i < commits.size(); ++i) {
        if (auto kept = writer_.write_rejects(commits[i]); !kept) {
            return kept;
        }
        if (auto remembered = writer_.write_fingerprints(commits[i]); !remembered) {
            return remembered;
        }
        if (!commits[i].checkpoint || is_superseded(commits, i)) {
            continue;
        }
        if (auto saved = writer_.write_source(commits[i]); !saved) {
            return saved;
        }
    }
    return Done{};
}

StateResult<std::vector<Grant>> GroupWriter::write_quota(const CommitGroup& group) {
    for (const GiveBack& back : group.returned) {
        if (!quota_.give_back(back.account, back.use_before_ms, back.count)) {
            return database_->error("return quota");
        }
    }
    std::vector<Grant> grants;
    for (const Reservation& wish : group.reservations) {
        auto grant = quota_.reserve(wish);
        if (!grant) {
            return database_->error("reserve quota");
        }
        grants.push_back(std::move(*grant));
    }
    return grants;
}

}  // namespace host
