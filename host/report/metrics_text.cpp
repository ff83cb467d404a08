#include "host/report/metrics_text.hpp"

#include "host/report/metric_families.hpp"
#include "host/report/plugin_metric_name.hpp"

#include <array>
#include <prometheus/text_serializer.h>
#include <sstream>

namespace host {
namespace {

constexpr std::size_t most_plugin_metrics = 64;  // of a pipeline: a plugin is not trusted
constexpr std::array<std::string_view, 4> pause_kinds{
    "authentication", "destination", "breaker", "quota"};

double seconds(std::int64_t ms) {
    return static_cast<double>(ms) / 1000;
}

template <class Count>
double number(Count count) {
    return static_cast<double>(count);
}

void add_fates(MetricFamilies& to, const PipelineStatus& one) {
    constexpr MetricName updates{
        "sluice_updates_total", "Updates with their final fate, since the run began."};
    const std::string_view pipeline = one.pipeline;
    const Counts& counts = one.run_counts;
    const auto fate = [&](std::string_view name, std::uint64_t count) {
        to.counter(updates, {{"pipeline", pipeline}, {"fate", name}}, number(count));
    };
    fate("delivered", counts.delivered);
    fate("rejected", counts.rejected);
    fate("filtered", counts.filtered);
    fate("superseded", counts.superseded);
    fate("unchanged", counts.unchanged);
    const MetricLabels labels{{"pipeline", pipeline}};
    to.counter(
        {"sluice_records_total", "Records read, since the run began."},
        labels,
        number(counts.records)
    );
    to.counter(
        {"sluice_maybe_repeated_updates_total",
         "Deliveries after an attempt without an answer: perhaps twice there."},
        labels,
        number(counts.maybe_repeated)
    );
    to.counter(
        {"sluice_requests_total", "Requests that may have reached the destination."},
        labels,
        number(one.requests)
    );
    to.gauge(
        {"sluice_pending_updates", "Updates that were read and have no final fate yet."},
        labels,
        number(one.pending)
    );
    to.gauge(
        {"sluice_rejects_kept", "Rejects of the pipeline in the state, of earlier runs too."},
        labels,
        number(one.rejects_kept)
    );
}

void add_flow(MetricFamilies& to, const PipelineStatus& one) {
    const MetricLabels labels{{"pipeline", one.pipeline}};
    to.gauge(
        {"sluice_in_flight_updates", "Updates that are with the destination."},
        labels,
        number(one.in_flight)
    );
    to.gauge(
        {"sluice_in_flight_limit_updates", "How many may be in flight now."},
        labels,
        number(one.in_flight_limit)
    );
    if (one.rate) {
        to.gauge(
            {"sluice_rate_limit_updates_per_second", "Updates of the account per second, at most."},
            labels,
            one.rate->per_second()
        );
    }
    to.gauge(
        {"sluice_in_flight_most_updates",
         "How many may ever be in flight: the limit is below it while the destination takes "
         "fewer."},
        labels,
        number(one.in_flight_most)
    );
    to.gauge(
        {"sluice_retry_waiting_updates", "Updates that wait for their next attempt."},
        labels,
        number(one.waiting_for_retry)
    );
    to.gauge(
        {"sluice_open_records_bytes", "Memory of records that are read and not final."},
        labels,
        number(one.open_bytes)
    );
    to.gauge(
        {"sluice_oldest_pending_age_seconds", "Since the oldest pending update was read."},
        labels,
        number(one.oldest_pending_ms.value_or(0)) / 1000
    );
    to.gauge(
        {"sluice_source_read_bytes", "Of the source that were read."},
        labels,
        number(one.source.bytes)
    );
    if (one.source.total_bytes) {
        to.gauge(
            {"sluice_source_size_bytes", "Of the source as a whole."},
            labels,
            number(*one.source.total_bytes)
        );
    }
    if (one.expected_end_ms) {
        to.gauge(
            {"sluice_expected_end_timestamp_seconds", "When the source will be done."},
            labels,
            seconds(*one.expected_end_ms)
        );
    }
    for (std::size_t i = 0; i < hold_ups; ++i) {
        to.gauge(
            {"sluice_time_ratio",
             "Share of the last second by what held the pipeline up: the largest is its "
             "bottleneck."},
            {{"pipeline", one.pipeline}, {"cause", hold_up_name(static_cast<HoldUp>(i))}},
            one.time_shares[i]
        );
    }
}

void add_state(MetricFamilies& to, const PipelineStatus& one) {
    for (const std::string_view kind : pause_kinds) {
        to.gauge(
            {"sluice_paused", "1 while nothing is sent for this cause, else 0."},
            {{"pipeline", one.pipeline}, {"kind", kind}},
            one.pause && one.pause->kind == kind ? 1 : 0
        );
    }
    const MetricLabels labels{{"pipeline", one.pipeline}};
    to.gauge(
        {"sluice_stopped", "1 if the pipeline stopped before its end, else 0."},
        labels,
        one.stopped.empty() ? 0 : 1
    );
    to.gauge(
        {"sluice_finished", "1 if the source is read to its end and all is final, else 0."},
        labels,
        one.state == "finished" ? 1 : 0
    );
    to.counter(
        {"sluice_plugin_deaths_total", "Times that the plugin's process died."},
        labels,
        number(one.plugin_deaths)
    );
    to.gauge(
        {"sluice_run_start_timestamp_seconds", "When the run began."},
        labels,
        seconds(one.started_ms)
    );
}

void add_quota(MetricFamilies& to, const QuotaStatus& quota) {
    const MetricLabels labels{{"account", quota.account}};
    to.gauge(
        {"sluice_quota_limit_updates", "Updates that the account may have in any window."},
        labels,
        number(quota.limit)
    );
    to.gauge(
        {"sluice_quota_used_updates", "Updates used in the window that ends now."},
        labels,
        number(quota.used)
    );
    to.gauge(
        {"sluice_quota_window_seconds", "Length of the quota's window."},
        labels,
        number(quota.window_ms) / 1000
    );
}

void add_plugin_metrics(MetricFamilies& to, const PipelineStatus& one) {
    std::size_t added = 0;
    for (const PluginMetricStatus& metric : one.plugin_metrics) {
        if (added++ == most_plugin_metrics) {
            return;
        }
        const std::string name = plugin_metric_name(metric);
        const std::string_view help =
            metric.help.empty() ? std::string_view{"Told by the plugin."} : metric.help;
        const MetricName named{name, help};
        const MetricLabels labels{{"pipeline", one.pipeline}};
        switch (metric.kind) {
        case PluginMetricStatus::Kind::counter:
            to.counter(named, labels, metric.value);
            break;
        case PluginMetricStatus::Kind::gauge:
            to.gauge(named, labels, metric.value);
            break;
        case PluginMetricStatus::Kind::summary:
            to.summary(named, labels, metric.value, metric.observed);
            break;
        }
    }
}

}  // namespace

std::string metrics_text(const Snapshot& snapshot) {
    MetricFamilies families;
    families.gauge(
        {"sluice_build_info", "1, with the version of sluice."}, {{"version", snapshot.version}}, 1
    );
    families.gauge(
        {"sluice_state_writable", "0 once the state cannot be written, else 1."},
        {},
        snapshot.state_error.empty() ? 1 : 0
    );
    families.gauge(
        {"sluice_snapshot_timestamp_seconds", "When these numbers were taken."},
        {},
        seconds(snapshot.now_ms)
    );
    for (const PipelineStatus& one : snapshot.pipelines) {
        add_fates(families, one);
        add_flow(families, one);
        add_state(families, one);
        if (one.quota) {
            add_quota(families, *one.quota);
        }
        add_plugin_metrics(families, one);
    }
    std::ostringstream out;
    prometheus::TextSerializer{}.Serialize(out, std::move(families).take());
    return std::move(out).str();
}

}  // namespace host
