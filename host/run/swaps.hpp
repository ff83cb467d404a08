// Puts the pipelines of a new plan in the place of the old ones, each by itself: it drains, what it
// delivered becomes durable, it ends, and the new one goes on from there. Owned by Reload, stepped
// with the conductor's rounds; host thread, which waits here for no answer and no disk.
#pragma once

#include "host/run/assembly.hpp"
#include "host/run/options.hpp"
#include "host/run/plan_change.hpp"
#include "host/run/status_desk.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace host {

// The locks of pipelines that do not run yet.
using Locks = std::map<std::string, PipelineLock>;

class Swaps {
public:
    // All must outlive it.
    struct Seat {
        Assembly& assembly;
        StatusDesk& status;
        Log& log;
        const RunOptions& options;
    };

    // `wanted` must outlive it. What is to change stops reading now.
    Swaps(Seat seat, Plan& wanted, PlanChange change, Locks locks, Moment now);

    // True if a pipeline ended or began.
    bool step(Moment now);
    bool is_done() const { return swaps_.empty(); }
    // What became of the change; once it is done.
    const PlanChange& change() const { return change_; }

private:
    struct Swap {
        std::size_t place = 0;           // in the change
        PipelineRun* old = nullptr;      // null: it does not run
        PipelinePlan* wanted = nullptr;  // null: nothing takes its place
        std::optional<PipelineLock> lock = std::nullopt;
        Time patience{0};  // until then what is in flight is awaited
        bool is_cancelled = false;
        bool is_shut_down = false;
    };

    PipelineRun* running(const std::string& name) const;
    bool is_over(Swap& swap, Moment now);
    static bool is_drained(Swap& swap, Moment now);
    PipelineChange::Kind replace(Swap& swap, Moment now);
    std::optional<CannotStart>
    start(PipelinePlan& plan, std::optional<PipelineLock> lock, Moment now);

    Seat seat_;
    RunOptions options_;
    PlanChange change_;
    std::vector<Swap> swaps_;
};

}  // namespace host
