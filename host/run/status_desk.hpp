// Takes a snapshot of the run once a second and hangs it on the board. Called by the conductor,
// host thread.
#pragma once

#include "host/report/pace_meter.hpp"
#include "host/report/snapshot_board.hpp"
#include "host/run/pipeline_run.hpp"
#include "host/state/committer.hpp"
#include "host/state/store.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace host {

class StatusDesk {
public:
    // `facts`: what stays the same over the run. The board must outlive it.
    StatusDesk(SnapshotBoard& board, Snapshot facts) : board_{board}, facts_{std::move(facts)} {}

    // The pipeline begins: what the state knows of it, for a status that counts on from there.
    void begin(PipelineRun& pipeline, Store& store, Moment now);
    // What the account's window still has, units at hand not counted.
    void quota_left(const std::string& account, std::uint64_t left) { left_[account] = left; }

    bool is_due(Time now) const { return now >= due_; }
    Time next_due() const { return due_; }

    // The host thread did this since the last call.
    void account_for(HostDid did, Moment now, const Pipelines& pipelines);
    void look(Moment now, const Pipelines& pipelines, const Committer& committer);

private:
    std::optional<QuotaStatus> quota_status(PipelineRun& pipeline, Moment now);

    SnapshotBoard& board_;
    Snapshot facts_;
    std::map<std::string, std::uint64_t> rejects_before_;  // by pipeline
    std::map<std::string, std::uint64_t> left_;            // by account
    std::map<std::string, PaceMeter> spending_;            // units of quota, by account
    Time accounted_until_{0};
    Time due_{0};
};

}  // namespace host
