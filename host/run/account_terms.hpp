// Where pipelines of one account disagree about what an account has once, its quota or its rate.
// Used by quotas and rates; main thread, pure.
#pragma once

#include "host/run/plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace host {

struct AccountTerm {
    std::string_view name;     // "quota"
    std::string_view pointer;  // of the pipeline's member: "/quota"
    bool (*disagree)(const PipelinePlan&, const PipelinePlan&);
    std::string (*text)(const PipelinePlan&);  // what the pipeline has: "none"
};

// An error for each pipeline that disagrees with one before it: neither would hold.
std::vector<Issue> account_conflicts(
    const Config& config, const std::vector<PipelinePlan>& pipelines, const AccountTerm& term
);

}  // namespace host
