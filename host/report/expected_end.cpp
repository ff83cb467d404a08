#include "host/report/expected_end.hpp"

#include "host/report/text.hpp"

#include <algorithm>
#include <cmath>

namespace host {
namespace {

constexpr double longest_ms = 1000.0 * 3600 * 24 * 365;

bool is_out_of_quota(const PipelineStatus& status) {
    return status.pause && status.pause->kind == "quota";
}

// What is still to come, if the rest of the source is like what was read of it.
struct Rest {
    double updates = 0;
    double sends = 0;  // of them: others are filtered, unchanged or superseded
};

Rest rest_of(const PipelineStatus& status) {
    const SourceStatus& source = status.source;
    if (source.bytes == 0 || !source.total_bytes) {
        return {};
    }
    const Counts& counts = status.counts;
    const auto finals = static_cast<double>(counts.finals());
    const auto sent = static_cast<double>(counts.delivered + counts.rejected);
    const auto bytes_left =
        static_cast<double>(*source.total_bytes - std::min(source.bytes, *source.total_bytes));
    const double unread =
        static_cast<double>(counts.updates) / static_cast<double>(source.bytes) * bytes_left;
    const auto pending = static_cast<double>(status.pending);
    return {unread + pending, unread * (finals > 0 ? sent / finals : 1) + pending};
}

double rate_ms(const PipelineStatus& status, double sends) {
    return status.rate ? 1000 * sends / status.rate->per_second() : 0;
}

// From now until the quota has let so many through; 0 if it lets them all now.
double quota_ms(const QuotaStatus& quota, double sends, std::int64_t now_ms) {
    const double beyond = sends - static_cast<double>(quota.left);
    if (beyond <= 0 || quota.limit == 0) {
        return 0;
    }
    const auto until_free =
        static_cast<double>(std::max<std::int64_t>(quota.free_at_ms - now_ms, 0));
    const double windows = beyond / static_cast<double>(quota.limit);
    return until_free + windows * static_cast<double>(quota.window_ms);
}

}  // namespace

std::optional<std::int64_t>
expected_end(const PipelineStatus& status, const Pace& pace, std::int64_t now_ms) {
    if (!status.source.total_bytes || (status.pause && !is_out_of_quota(status))) {
        return std::nullopt;
    }
    const Rest rest = rest_of(status);
    const double by_quota = status.quota ? quota_ms(*status.quota, rest.sends, now_ms) : 0;
    double ms = std::max(by_quota, rate_ms(status, rest.sends));
    if (pace.updates_per_second > 0) {
        ms = std::max(ms, 1000 * rest.updates / pace.updates_per_second);
    } else if (by_quota <= 0) {
        return std::nullopt;
    }
    ms = std::ceil(ms);
    return ms > longest_ms ? std::nullopt : std::optional{now_ms + static_cast<std::int64_t>(ms)};
}

std::chrono::seconds least_time_left(const PipelineStatus& status) {
    const double ms = std::min(rate_ms(status, rest_of(status).sends), longest_ms);
    return std::chrono::seconds{static_cast<std::int64_t>(std::ceil(ms / 1000))};
}

std::int64_t used_up_at(const QuotaStatus& quota, double units_per_second, std::int64_t now_ms) {
    if (quota.left == 0 || units_per_second <= 0) {
        return 0;
    }
    const double ms = 1000 * static_cast<double>(quota.left) / units_per_second;
    return ms < static_cast<double>(quota.window_ms) ? now_ms + static_cast<std::int64_t>(ms) : 0;
}

std::string quota_forecast(const PipelineStatus& status) {
    if (!status.quota || status.quota->used_up_ms == 0) {
        return "";
    }
    const QuotaStatus& quota = *status.quota;
    if (status.source.total_bytes && rest_of(status).sends <= static_cast<double>(quota.left)) {
        return "";
    }
    return count_text(quota.left) + " left, used up about " + utc_text(quota.used_up_ms) +
           " at this pace";
}

}  // namespace host
