#include "host/run/rates.hpp"

#include "host/report/text.hpp"
#include "host/run/account_terms.hpp"

#include <algorithm>

namespace host {
namespace {

const RateLimit& rate_of(const PipelinePlan& plan) {
    return plan.pipeline.delivery.rate;
}

// Another action may go without: each action has limits of its own at the far side.
bool disagree(const PipelinePlan& a, const PipelinePlan& b) {
    const bool are_comparable =
        a.action.id == b.action.id || (rate_of(a).is_limited() && rate_of(b).is_limited());
    return are_comparable && !rate_of(a).is_same_as(rate_of(b));
}

std::string to_text(const PipelinePlan& plan) {
    const RateLimit& rate = rate_of(plan);
    return rate.is_limited() ? rate_text(rate) + " with " + count_text(rate.at_once()) + " at once"
                             : "none";
}

}  // namespace

RateLimit rate_of_account(const std::vector<PipelinePlan>& pipelines, const std::string& account) {
    const auto paced = std::find_if(pipelines.begin(), pipelines.end(), [&](const auto& plan) {
        return rate_of(plan).is_limited() && plan.account() == account;
    });
    return paced == pipelines.end() ? RateLimit{} : rate_of(*paced);
}

std::vector<Issue>
rate_conflicts(const Config& config, const std::vector<PipelinePlan>& pipelines) {
    return account_conflicts(config, pipelines, {"rate", "/rate", disagree, to_text});
}

}  // namespace host
