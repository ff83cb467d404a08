#include "host/run/quotas.hpp"

#include "host/run/account_terms.hpp"

#include <algorithm>
#include <chrono>

namespace host {
namespace {

using namespace std::chrono_literals;

bool is_same(const QuotaLimit& a, const QuotaLimit& b) {
    return a.limit == b.limit && (a.limit == 0 || a.window == b.window);
}

bool names_quota(const PipelinePlan& plan) {
    return plan.pipeline.delivery.quota_limit.has_value();
}

// Of two actions one may have no quota by its manifest: that is no disagreement.
bool disagree(const PipelinePlan& a, const PipelinePlan& b) {
    const bool are_metered = quota_of(a).limit != 0 && quota_of(b).limit != 0;
    const bool are_comparable =
        a.action.id == b.action.id || are_metered || (names_quota(a) && names_quota(b));
    return are_comparable && !is_same(quota_of(a), quota_of(b));
}

std::string to_text(const PipelinePlan& plan) {
    const QuotaLimit quota = quota_of(plan);
    if (quota.limit == 0) {
        return "none";
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(quota.window);
    return std::to_string(quota.limit) + " in " + std::to_string(seconds.count()) + " s";
}

}  // namespace

QuotaLimit quota_of(const PipelinePlan& plan) {
    const DeliverySettings& settings = plan.pipeline.delivery;
    const QuotaSpec& recommended = plan.action.quota;
    return settings.quota_limit
               ? QuotaLimit{*settings.quota_limit, settings.quota_window.value_or(24h)}
               : QuotaLimit{recommended.limit, recommended.window};
}

QuotaLimit
quota_of_account(const std::vector<PipelinePlan>& pipelines, const std::string& account) {
    const auto metered = std::find_if(pipelines.begin(), pipelines.end(), [&](const auto& plan) {
        return quota_of(plan).limit != 0 && plan.account() == account;
    });
    return metered == pipelines.end() ? QuotaLimit{} : quota_of(*metered);
}

std::vector<Issue>
quota_conflicts(const Config& config, const std::vector<PipelinePlan>& pipelines) {
    return account_conflicts(config, pipelines, {"quota", "/quota", disagree, to_text});
}

}  // namespace host
