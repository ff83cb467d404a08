// The state as run reads it at start and the commands show it: sources, rejects, history, quota.
// Its own connection; host thread. What happens during a run is written by the Committer.
#pragma once

#include "host/record/reject_row.hpp"
#include "host/state/reject_query.hpp"
#include "host/state/state_error.hpp"
#include "host/state/state_options.hpp"
#include "host/state/stored_source.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace host {

class Database;
class Statement;

// Every call is one short transaction, so several processes may share the directory. A call may
// wait for another process's transaction for as long as busy_timeout says.
class Store {
public:
    // Makes the directory (0700) and the files (0600) if they are not there. Fails if the file is
    // no database, is damaged, was written by a newer Sluice, or cannot be written.
    static StateResult<Store> open(const StateOptions& options);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // Keys the hashes of users. Made by chance with the state and never changed, so that user keys
    // of different runs can be compared.
    StateResult<std::uint64_t> user_key_seed();

    // None if the pipeline never ran.
    StateResult<std::optional<StoredSource>> source(std::string_view pipeline);

    // Starts anew: a fresh generation number, checkpoint and counts at zero. Rejects of older
    // generations stay. If the last one was left before its end, what it sent last may have arrived
    // and is not known: the pipeline's fingerprints are forgotten.
    StateResult<StoredSource> begin_generation(
        std::string_view pipeline, const SourceIdentity& identity, std::int64_t now_ms
    );

    // The same file has grown, or goes on: keeps checkpoint and counts, takes the new identity, is
    // not finished.
    StateResult<Done>
    continue_generation(std::string_view pipeline, const SourceIdentity& identity);

    // By pipeline, code, field.
    StateResult<std::vector<RejectGroup>> reject_groups(const RejectFilter& filter);

    // At most `limit` rows with an id above `after_id`, ascending: in the order they were given up,
    // which is the order of the source for each user. To walk through all of them, ask again with
    // the last id.
    StateResult<std::vector<RejectRow>>
    rejects(const RejectFilter& filter, std::int64_t after_id, std::size_t limit);

    StateResult<std::optional<RejectRow>> reject(std::int64_t id);

    // Each once, of rejects that nothing has overtaken; 0 for those whose user is not known.
    StateResult<std::vector<UserKey>> users_with_rejects(std::string_view account);

    StateResult<std::uint64_t> count_rejects(const RejectFilter& filter);

    // The newest reject's number, for RejectFilter::up_to_id; 0 if there is none.
    StateResult<std::int64_t> last_reject();

    // Deletes what matches, at once or not at all, and gives the number. Sound while the pipeline
    // runs.
    StateResult<std::uint64_t> drop_rejects(const RejectFilter& filter);

    // Deletes the pipeline's rejects that are older or, from the oldest on, more than the limits
    // allow.
    StateResult<ExpiredRejects>
    expire_rejects(std::string_view pipeline, const RejectLimits& limits);

    // What was last delivered to the user by the pipeline; 0: not known. Quick: asked for each
    // update.
    StateResult<std::uint64_t> fingerprint(std::string_view pipeline, UserKey user);

    // Something else than the pipeline's last fingerprints may have been delivered.
    StateResult<Done> forget_fingerprints(std::string_view pipeline);

    // Updates of the account that count in the window that ends now, reserved ones included.
    StateResult<std::uint64_t>
    quota_used(std::string_view account, std::chrono::milliseconds window, std::int64_t now_ms);

    // Gives the row's id for end_run(). Of each pipeline the newest `kept_runs` rows stay.
    static constexpr std::size_t kept_runs = 1000;
    StateResult<std::int64_t> begin_run(const RunRow& run);
    StateResult<Done> end_run(const RunRow& run);  // by id: ended_ms, counts, exit

    // Newest first.
    StateResult<std::vector<RunRow>>
    runs(std::optional<std::string_view> pipeline, std::size_t limit);

private:
    explicit Store(std::unique_ptr<Database> database);
    std::unique_ptr<Database> database_;
    std::unique_ptr<Statement> fingerprint_;  // prepared when it is first asked for
};

}  // namespace host
