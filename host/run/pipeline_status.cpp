// How a pipeline at work is doing: the part of PipelineRun that status, progress and summary ask.
#include "host/report/expected_end.hpp"
#include "host/report/text.hpp"
#include "host/run/pipeline_run.hpp"
#include "host/run/quotas.hpp"
#include "host/verify/words.hpp"

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

std::string kind_name(PauseKind kind) {
    switch (kind) {
    case PauseKind::destination:
        return "destination";
    case PauseKind::authentication:
        return "authentication";
    case PauseKind::breaker:
        return "breaker";
    }
    return "";
}

std::int64_t unix_ms(Time time, Moment now) {
    return now.unix.count() +
           std::chrono::duration_cast<std::chrono::milliseconds>(time - now.time).count();
}

PluginMetricStatus::Kind metric_kind(std::uint32_t kind) {
    switch (kind) {
    case SLUICE_M_COUNTER:
        return PluginMetricStatus::Kind::counter;
    case SLUICE_M_GAUGE:
        return PluginMetricStatus::Kind::gauge;
    default:
        return PluginMetricStatus::Kind::summary;
    }
}

std::vector<PluginMetricStatus> metrics_of(const Context& context) {
    std::vector<PluginMetricStatus> all;
    for (const auto& [name, metric] : context.metrics()) {
        all.push_back({name, metric.help, metric_kind(metric.kind), metric.value, metric.observed});
    }
    return all;
}

}  // namespace

Standing PipelineRun::standing(Moment now) const {
    return {
        .is_paused = is_paused(),
        .is_starting = !parts_.instance->is_ready(),
        .is_out_of_quota = parts_.delivery->is_out_of_quota(now),
        .waits_for_disk = pace_.holds_back(parts_.delivery->counts()),
        .is_rate_limited = held_to_rate_,
        .waits_for_source = reading_ == Reading::waiting,
        .in_flight = parts_.delivery->in_flight(),
        .limit = parts_.delivery->in_flight_limit(),
        .most = parts_.delivery->credit()};
}

void PipelineRun::account_for(HostDid did, Time time, Moment now) {
    if (!is_over()) {
        gauge_.spent(hold_up_of(standing(now), did), time);
    }
}

std::optional<PauseStatus> PipelineRun::pause_status(Moment now) const {
    const Pause& pause = parts_.account.pause();
    if (pause.is_paused()) {
        const auto until = pause.until();
        return PauseStatus{
            .kind = kind_name(pause.kind()),
            .why = pause.text(),
            .since_ms = unix_ms(now.time - pause.lasted(now.time), now),
            .until_ms = until ? unix_ms(*until, now) : 0};
    }
    if (!is_finished() && parts_.delivery->is_out_of_quota(now)) {
        const std::int64_t free = parts_.account.quota().when_free(now.unix).count();
        return PauseStatus{
            .kind = "quota",
            .why = "the quota is used up until " + utc_text(free),
            .since_ms = 0,
            .until_ms = free};
    }
    return std::nullopt;
}

PipelineProgress PipelineRun::progress(Moment now) const {
    const SourceProgress source = parts_.intake->progress();
    PipelineProgress progress{
        .pipeline = name(),
        .counts = parts_.delivery->counts(),
        .bytes_done = source.bytes,
        .bytes_total = source.total,
        .paused = {},
        .at_least = least_time_left(last_status_),
        .quota = quota_forecast(last_status_)};
    if (const Pause& pause = parts_.account.pause(); pause.is_paused()) {
        progress.paused = pause.text();
    } else if (parts_.delivery->is_out_of_quota(now)) {
        progress.paused = "the quota is used up until " +
                          utc_text(parts_.account.quota().when_free(now.unix).count());
    }
    return progress;
}

// Once, as soon as the pace tells.
void PipelineRun::warn_of_quota() {
    const std::string forecast = quota_forecast(last_status_);
    if (!warned_of_quota_ && !forecast.empty() && last_status_.source.total_bytes) {
        warned_of_quota_ = true;
        log_.warn(
            "the quota will be used up before the source ends",
            {{"pipeline", name()}, {"quota", forecast}}
        );
    }
}

PipelineStatus PipelineRun::status(Moment now, std::optional<QuotaStatus> quota) {
    const Delivery& delivery = *parts_.delivery;
    const SourceProgress source = parts_.intake->progress();
    const std::uint64_t oldest = delivery.checkpoint().next.ordinal;
    PipelineStatus status;
    status.pipeline = name();
    status.destination = parts_.plan.destination.name;
    status.state = is_finished()       ? "finished"
                   : !stopped_.empty() ? "stopped"
                   : interrupted_      ? "stopping"
                                       : "running";
    status.stopped = stopped_;
    status.process = ::getpid();
    status.counts = delivery.counts();
    status.run_counts = delivery.run_counts();
    status.pending = status.counts.pending();
    status.requests = requests_;
    status.in_flight = delivery.in_flight();
    status.in_flight_limit = delivery.in_flight_limit();
    status.in_flight_most = delivery.credit();
    status.waiting_for_retry = delivery.waiting_for_retry();
    status.open_bytes = delivery.open_bytes();
    status.source = {parts_.plan.pipeline.source.path, oldest, source.bytes, source.total};
    status.rejects_kept = status.run_counts.rejected;
    status.plugin_deaths = plugin_watch_.deaths();
    status.plugin_metrics = metrics_of(*parts_.context);
    status.pause = pause_status(now);
    status.quota = std::move(quota);
    if (const RateLimit& rate = parts_.account.rate().limit(); settings().rate.is_limited()) {
        status.rate = rate;
    }
    gauge_.tell(status, oldest, first_record_ + read_, now);
    last_status_ = status;
    warn_of_quota();
    return status;
}

PipelineSummary
PipelineRun::summary(std::chrono::milliseconds duration, std::uint64_t rejects_kept) const {
    PipelineSummary summary;
    summary.pipeline = name();
    summary.counts = parts_.delivery->run_counts();
    summary.pending = parts_.delivery->pending();
    summary.requests = requests_;
    summary.duration = duration;
    summary.stopped = !stopped_.empty() ? stopped_ : was_interrupted() ? "interrupted" : "";
    summary.note = reading_ == Reading::limited ? "stopped reading at --limit" : parts_.note;
    summary.rejects_kept = rejects_kept;
    summary.plugin_deaths = plugin_watch_.text();
    if (last_status_.quota) {
        summary.quota = count_text(last_status_.quota->left) + " of " +
                        count_text(last_status_.quota->limit) + " left";
    }
    summary.verify = verify_words(verification_.counts());
    for (const auto& [counter, metric] : parts_.context->metrics()) {
        if (metric.kind == SLUICE_M_COUNTER && metric.value != 0) {
            summary.counters.emplace_back(counter, static_cast<std::uint64_t>(metric.value));
        }
    }
    return summary;
}

}  // namespace host
