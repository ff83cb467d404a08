#include "host/run/pipeline_gauge.hpp"

#include "host/delivery/rejection_of.hpp"
#include "host/report/expected_end.hpp"
#include "host/report/text.hpp"

#include <algorithm>
#include <string_view>

namespace host {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr std::size_t longest_code = 40;

bool is_short_name(std::string_view code) {
    return !code.empty() && code.size() <= longest_code &&
           std::all_of(code.begin(), code.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
           });
}

FlowNumbers flow_of(const PipelineStatus& status) {
    FlowNumbers flow{
        .in_flight = status.in_flight,
        .limit = status.in_flight_limit,
        .most = status.in_flight_most,
        .waiting_for_retry = status.waiting_for_retry,
        .per_second = status.updates_per_second,
        .rate = status.rate ? rate_text(*status.rate) : "",
        .paused = {}};
    if (status.pause) {
        flow.paused = status.pause->why;
    }
    return flow;
}

bool is_over(const PipelineStatus& status) {
    return status.state == "finished" || status.state == "stopped";
}

}  // namespace

void PipelineGauge::failed(const sluice::Outcome& outcome, Moment now) {
    if (outcome.verdict == sluice::Verdict::cancelled) {
        return;
    }
    FailureStatus& failure = last_failure_ ? *last_failure_ : last_failure_.emplace();
    failure.reason =
        is_short_name(outcome.code) ? std::string_view{outcome.code} : reason_name(outcome.reason);
    failure.reply_code = outcome.vendor_code;
    failure.at_ms = now.unix.count();
}

void PipelineGauge::tell(
    PipelineStatus& status, std::uint64_t oldest, std::uint64_t next, Moment now
) {
    const std::uint64_t finals = status.counts.finals();
    const Pace pace =
        pace_.look(duration_cast<milliseconds>(now.time), finals, status.source.bytes);
    began_ms_ = began_ms_ == 0 ? now.unix.count() : began_ms_;
    status.started_ms = began_ms_;
    status.as_of_ms = now.unix.count();
    status.updates_per_second = pace.updates_per_second;
    status.last_failure = last_failure_;
    age_.read_until(next, now.time);
    const Time age = age_.of(oldest, now.time);
    if (oldest < next) {
        status.oldest_pending_ms =
            static_cast<std::uint64_t>(duration_cast<milliseconds>(age).count());
    }
    status.expected_end_ms = expected_end(status, pace, now.unix.count());
    status.time_shares = shares_of(spent_);
    spent_.clear();
    if (!is_over(status)) {
        status.bottleneck = bottleneck_of(status.time_shares, flow_of(status));
    }
}

}  // namespace host
