// Makes the live parts of a run from a plan: state, locks, accounts, sources, plugin instances.
// Host thread, start-up.
#pragma once

#include "host/run/cannot_start.hpp"
#include "host/run/conductor.hpp"
#include "host/run/fingerprint_lookup.hpp"
#include "host/run/options.hpp"
#include "host/run/plan.hpp"
#include "host/run/reject_retention.hpp"
#include "host/run/run_history.hpp"
#include "host/state/store.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace host {

// Owns what the pipelines of one run share. Destroyed after them.
class Assembly {
public:
    // All must outlive it.
    Assembly(Plan& plan, const Bell& bell, Redactor& redactor, Log& log);

    // Opens the state and, unless a pipeline's source is done already, everything that it needs.
    std::optional<CannotStart> open_state();
    std::optional<CannotStart> add_pipeline(PipelinePlan& plan, const RunOptions& options);
    // The same for the kept rejects of the filter.
    std::optional<CannotStart> add_replay(PipelinePlan& plan, const RejectFilter& filter);

    Store& store() { return *store_; }
    Committer& committer() { return *committer_; }
    RunHistory& history() { return *history_; }
    RejectRetention& retention() { return *retention_; }
    Pipelines& pipelines() { return pipelines_; }
    const Bell& bell() const { return bell_; }
    const Redactor& redactor() const { return redactor_; }
    // Rejects that a replay does not send, since they were overtaken.
    std::uint64_t left_out() const { return left_out_; }
    // Of pipelines that need not run.
    const std::vector<PipelineSummary>& already_done() const { return already_done_; }

private:
    struct Opened {
        std::unique_ptr<Source> source = nullptr;
        StoredSource stored{};
        std::string note{};
        bool is_done = false;
    };

    sluice::Result<PipelineLock, CannotStart> lock(const PipelinePlan& plan) const;
    sluice::Result<Opened, CannotStart> open_source_of(const PipelinePlan& plan, bool from_start);
    // A new generation of the source, or the stored one from where it was.
    sluice::Result<Opened, CannotStart>
    begin(const Pipeline& pipeline, const SourceIdentity& identity);
    sluice::Result<Opened, CannotStart>
    go_on(const Pipeline& pipeline, const SourceIdentity& identity, StoredSource stored);
    Account& account(const PipelinePlan& plan);
    // Tells the account whose rejects are kept.
    std::optional<CannotStart> load_rejects(const PipelinePlan& plan);
    sluice::Result<std::string, CannotStart> note_of_replay(const RejectFilter& filter);
    std::optional<CannotStart> start(PipelineParts parts, DeliveryStart start);
    DeliveryStart terms(const PipelinePlan& plan) const;

    Plan& plan_;
    const Bell& bell_;
    Redactor& redactor_;
    Log& log_;
    std::uint64_t seed_;               // chance, of this run
    std::uint64_t user_key_seed_ = 0;  // the state's: the same in all runs
    std::optional<Store> store_;
    std::optional<Committer> committer_;
    std::optional<RunHistory> history_;
    std::optional<RejectRetention> retention_;
    std::map<std::string, std::unique_ptr<Account>> accounts_;
    std::vector<PipelineSummary> already_done_;
    std::uint64_t left_out_ = 0;
    Pipelines pipelines_;
};

}  // namespace host
