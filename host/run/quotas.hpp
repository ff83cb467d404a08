// Which quota an account has, and where its pipelines disagree about that. Used by the plan and the
// assembly; main thread, pure.
#pragma once

#include "host/delivery/quota.hpp"
#include "host/run/plan.hpp"

#include <string>
#include <vector>

namespace host {

// The pipeline's `quota:`, in a day if it names no window, else what the manifest recommends for
// its action. Limit 0: its updates use none.
QuotaLimit quota_of(const PipelinePlan& plan);

// What those of the account's pipelines share that have one.
QuotaLimit quota_of_account(const std::vector<PipelinePlan>& pipelines, const std::string& account);

// Pipelines of one account that name different quotas: an account has one, so neither would hold.
std::vector<Issue>
quota_conflicts(const Config& config, const std::vector<PipelinePlan>& pipelines);

}  // namespace host
