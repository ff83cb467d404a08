// The one unit of an account's quota that `sluice try` uses, and the lock that keeps it from
// overtaking a run. main thread.
#pragma once

#include "host/run/cannot_start.hpp"
#include "host/run/plan.hpp"
#include "host/state/committer.hpp"
#include "host/state/pipeline_lock.hpp"

#include <sluice/result.hpp>

#include <cstdint>
#include <optional>

namespace host {

class TryQuota {
public:
    // Takes the pipeline's lock and, if the action is metered, reserves a unit durably.
    static sluice::Result<TryQuota, CannotStart>
    take(const Plan& plan, const PipelinePlan& pipeline);

    // It was not used.
    void give_back();

private:
    TryQuota(Committer committer, PipelineLock lock)
        : committer_{std::move(committer)}, lock_{std::move(lock)} {}
    std::optional<CannotStart> reserve(const PipelinePlan& pipeline);

    Committer committer_;
    PipelineLock lock_;
    std::optional<Grant> grant_;
};

}  // namespace host
