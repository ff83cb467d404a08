#include "host/report/expected_end.hpp"

#include <algorithm>
#include <cmath>

namespace host {
namespace {

constexpr double longest_ms = 1000.0 * 3600 * 24 * 365;

bool is_out_of_quota(const PipelineStatus& status) {
    return status.pause && status.pause->kind == "quota";
}

// How many updates are still to come, if the rest of the source is like what was read of it.
double updates_to_come(const PipelineStatus& status, double bytes_left) {
    if (status.source.bytes == 0) {
        return 0;
    }
    const double per_byte =
        static_cast<double>(status.counts.updates) / static_cast<double>(status.source.bytes);
    return per_byte * bytes_left + static_cast<double>(status.pending);
}

// From now until the quota has let so many through; 0 if it lets them all now.
double quota_ms(const QuotaStatus& quota, double updates, std::int64_t now_ms) {
    const double beyond = updates - static_cast<double>(quota.left);
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
    const std::uint64_t total = *status.source.total_bytes;
    const auto bytes_left = static_cast<double>(total - std::min(status.source.bytes, total));
    const double updates = updates_to_come(status, bytes_left);
    const double by_quota = status.quota ? quota_ms(*status.quota, updates, now_ms) : 0;
    double by_pace = 0;
    if (pace.updates_per_second > 0) {
        by_pace = 1000 * updates / pace.updates_per_second;
    } else if (by_quota <= 0) {
        return std::nullopt;
    }
    const double ms = std::ceil(std::max(by_pace, by_quota));
    return ms > longest_ms ? std::nullopt : std::optional{now_ms + static_cast<std::int64_t>(ms)};
}

}  // namespace host
