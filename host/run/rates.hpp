// Which rate an account has, and where its pipelines disagree about that. Used by the plan and the
// assembly; main thread, pure.
#pragma once

#include "host/record/rate_limit.hpp"
#include "host/run/plan.hpp"

#include <string>
#include <vector>

namespace host {

// What those of the account's pipelines share that name one.
RateLimit rate_of_account(const std::vector<PipelinePlan>& pipelines, const std::string& account);

// Pipelines of one account that name different rates, or do the same there and name none.
std::vector<Issue> rate_conflicts(const Config& config, const std::vector<PipelinePlan>& pipelines);

}  // namespace host
