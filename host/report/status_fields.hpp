// Every member of a status by its name in JSON: one list for writing and for reading. Used by
// status_json alone.
#pragma once

#include "host/report/status.hpp"

#include <concepts>
#include <string_view>
#include <type_traits>

namespace host {

template <class S, class T>
concept EitherConst = std::same_as<std::remove_const_t<S>, T>;

// Calls each("name", member) for all members, in order.

template <EitherConst<Counts> S, class Each>
void for_fields(S& counts, Each each) {
    each("records", counts.records);
    each("updates", counts.updates);
    each("delivered", counts.delivered);
    each("rejected", counts.rejected);
    each("filtered", counts.filtered);
    each("superseded", counts.superseded);
    each("unchanged", counts.unchanged);
    each("maybe_repeated", counts.maybe_repeated);
}

template <EitherConst<QuotaStatus> S, class Each>
void for_fields(S& quota, Each each) {
    each("account", quota.account);
    each("limit", quota.limit);
    each("window_ms", quota.window_ms);
    each("used", quota.used);
    each("left", quota.left);
    each("free_at_ms", quota.free_at_ms);
    each("used_up_ms", quota.used_up_ms);
}

template <EitherConst<RateLimit> S, class Each>
void for_fields(S& rate, Each each) {
    each("limit", rate.limit);
    each("per_ms", rate.per);
    each("burst", rate.burst);
}

template <EitherConst<PauseStatus> S, class Each>
void for_fields(S& pause, Each each) {
    each("kind", pause.kind);
    each("why", pause.why);
    each("since_ms", pause.since_ms);
    each("until_ms", pause.until_ms);
}

template <EitherConst<SourceStatus> S, class Each>
void for_fields(S& source, Each each) {
    each("path", source.path);
    each("record", source.record);
    each("bytes", source.bytes);
    each("total_bytes", source.total_bytes);
}

template <EitherConst<FailureStatus> S, class Each>
void for_fields(S& failure, Each each) {
    each("reason", failure.reason);
    each("reply_code", failure.reply_code);
    each("at_ms", failure.at_ms);
}

template <EitherConst<Bottleneck> S, class Each>
void for_fields(S& bottleneck, Each each) {
    each("name", bottleneck.what);
    each("share", bottleneck.share);
    each("why", bottleneck.why);
}

template <EitherConst<HoldUpShares> S, class Each>
void for_fields(S& shares, Each each) {
    for (std::size_t i = 0; i < hold_ups; ++i) {
        each(hold_up_name(static_cast<HoldUp>(i)), shares[i]);
    }
}

template <EitherConst<PluginMetricStatus> S, class Each>
void for_fields(S& metric, Each each) {
    each("name", metric.name);
    each("help", metric.help);
    each("kind", metric.kind);
    each("value", metric.value);
    each("observed", metric.observed);
}

template <EitherConst<PipelineStatus> S, class Each>
void for_fields(S& status, Each each) {
    each("pipeline", status.pipeline);
    each("destination", status.destination);
    each("state", status.state);
    each("stopped", status.stopped);
    each("process", status.process);
    each("started_ms", status.started_ms);
    each("as_of_ms", status.as_of_ms);
    each("ended_ms", status.ended_ms);
    each("exit", status.exit);
    each("counts", status.counts);
    each("run_counts", status.run_counts);
    each("pending", status.pending);
    each("requests", status.requests);
    each("updates_per_second", status.updates_per_second);
    each("in_flight", status.in_flight);
    each("in_flight_limit", status.in_flight_limit);
    each("in_flight_most", status.in_flight_most);
    each("waiting_for_retry", status.waiting_for_retry);
    each("open_bytes", status.open_bytes);
    each("oldest_pending_ms", status.oldest_pending_ms);
    each("source", status.source);
    each("expected_end_ms", status.expected_end_ms);
    each("rate", status.rate);
    each("quota", status.quota);
    each("pause", status.pause);
    each("bottleneck", status.bottleneck);
    each("time_shares", status.time_shares);
    each("rejects_kept", status.rejects_kept);
    each("last_failure", status.last_failure);
    each("plugin_deaths", status.plugin_deaths);
    each("plugin_metrics", status.plugin_metrics);
}

template <EitherConst<Snapshot> S, class Each>
void for_fields(S& snapshot, Each each) {
    each("version", snapshot.version);
    each("now_ms", snapshot.now_ms);
    each("listen", snapshot.listen);
    each("state_directory", snapshot.state_directory);
    each("state_error", snapshot.state_error);
    each("pipelines", snapshot.pipelines);
}

template <class T>
concept HasFields = requires(T& t) {
    for_fields(t, [](std::string_view, auto&) {});
};

}  // namespace host
