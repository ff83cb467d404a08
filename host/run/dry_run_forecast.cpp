#include "host/run/dry_run_forecast.hpp"

#include "host/report/text.hpp"
#include "host/run/present.hpp"
#include "host/run/quotas.hpp"
#include "host/state/store.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace host {
namespace {

using std::chrono::milliseconds;

std::string rate_text_of(const RateLimit& rate, std::uint64_t updates) {
    const std::uint64_t paced = updates - std::min(updates, rate.at_once());
    const double ms = 1000 * static_cast<double>(paced) / rate.per_second();
    return "  rate: at " + rate_text(rate) + " it takes " +
           duration_text(milliseconds{static_cast<std::int64_t>(std::ceil(ms))}) + " at least\n";
}

}  // namespace

sluice::Result<std::uint64_t, std::string> DryRunForecast::left_of(const PipelinePlan& plan) const {
    const QuotaLimit quota = quota_of(plan);
    // Asking must not make a state where none is.
    if (!std::filesystem::exists(std::filesystem::path{state_directory_} / "state.db")) {
        return quota.limit;
    }
    auto store = Store::open({.directory = state_directory_});
    if (!store) {
        return store.error().text;
    }
    const auto used = store->quota_used(plan.account(), quota.window, present().unix.count());
    if (!used) {
        return used.error().text;
    }
    return quota.limit - std::min(*used, quota.limit);
}

std::string DryRunForecast::quota_text(const PipelinePlan& plan, std::uint64_t updates) {
    const QuotaLimit quota = quota_of(plan);
    std::string text = "  quota: would use " + count_text(updates) + " of " +
                       count_text(quota.limit) + " in " + duration_text(quota.window);
    const auto found = left_of(plan);
    if (!found) {
        return text + " (left: unknown, " + found.error() + ")\n";
    }
    std::uint64_t& planned = planned_[plan.account()];
    const std::uint64_t left = *found - std::min(planned, *found);
    planned += updates;
    text += " (left: " + count_text(left) + ")";
    if (updates > left) {
        text += "; " + count_text(updates - left) + " of them wait until the window has room again";
    }
    return text + '\n';
}

std::string DryRunForecast::text(const PipelinePlan& plan, std::uint64_t updates) {
    std::string text = quota_of(plan).limit != 0 ? quota_text(plan, updates) : "";
    const RateLimit& rate = plan.pipeline.delivery.rate;
    return rate.is_limited() ? text + rate_text_of(rate, updates) : text;
}

}  // namespace host
