// Makes the live parts of a run from a plan: state, locks, accounts, sources, plugin instances; at
// a reload it takes some down and makes others. Host thread.
#pragma once

#include "host/run/cannot_start.hpp"
#include "host/run/fingerprint_lookup.hpp"
#include "host/run/options.hpp"
#include "host/run/pipeline_run.hpp"
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
    // `held`: the pipeline's lock, if it is held already.
    std::optional<CannotStart> add_pipeline(
        PipelinePlan& plan, const RunOptions& options, std::optional<PipelineLock> held = {}
    );
    // The same for the kept rejects of the filter.
    std::optional<CannotStart> add_replay(PipelinePlan& plan, const RejectFilter& filter);

    // What is added from now on is of this plan, which must outlive it.
    void go_by(Plan& plan) { plan_ = &plan; }
    // The pipeline was shut down, and what it committed is durable: it leaves its users' lanes and
    // is gone. Its lock goes on.
    PipelineLock retire(PipelineRun& pipeline, Moment now);
    // Accounts without a pipeline are forgotten, their units of quota given back.
    void drop_idle_accounts();

    Store& store() { return *store_; }
    Committer& committer() { return *committer_; }
    RunHistory& history() { return *history_; }
    RejectRetention& retention() { return *retention_; }
    Pipelines& pipelines() { return pipelines_; }
    const Bell& bell() const { return bell_; }
    const Redactor& redactor() const { return redactor_; }
    // Rejects that a replay does not send, since they were overtaken.
    std::uint64_t left_out() const { return left_out_; }
    // Of pipelines that need not run, and of those that a reload ended.
    const std::vector<PipelineSummary>& ended() const { return ended_; }

private:
    using Locked = sluice::Result<PipelineLock, CannotStart>;
    Locked lock(const PipelinePlan& plan) const;
    // Its lock, and its old rejects dropped.
    Locked take_up(const PipelinePlan& plan, std::optional<PipelineLock> held);
    // With the limits of the plan, also if it is there already.
    Account& account(const PipelinePlan& plan);
    void give_back_units(const std::string& name, Account& account);
    // Tells the account whose rejects are kept.
    std::optional<CannotStart> load_rejects(const PipelinePlan& plan);
    sluice::Result<std::string, CannotStart> note_of_replay(const RejectFilter& filter);
    std::optional<CannotStart> start(PipelineParts parts, DeliveryStart start);
    DeliveryStart terms(const PipelinePlan& plan) const;

    Plan* plan_;
    const Bell& bell_;
    Redactor& redactor_;
    Log& log_;
    Time began_;
    std::uint64_t seed_;               // chance, of this run
    std::uint64_t user_key_seed_ = 0;  // the state's: the same in all runs
    std::optional<Store> store_;
    std::optional<Committer> committer_;
    std::optional<RunHistory> history_;
    std::optional<RejectRetention> retention_;
    std::map<std::string, std::unique_ptr<Account>> accounts_;
    std::vector<PipelineSummary> ended_;
    std::uint64_t left_out_ = 0;
    Pipelines pipelines_;
};

}  // namespace host
