#include "host/report/progress.hpp"

#include "host/report/text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace host {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds terminal_interval{250};
constexpr milliseconds log_interval{10'000};
constexpr double longest_eta_seconds = 1000.0 * 3600;

std::optional<double> percent(const PipelineProgress& state) {
    if (!state.bytes_total) {
        return std::nullopt;
    }
    if (*state.bytes_total == 0) {
        return 100;
    }
    const double part =
        static_cast<double>(state.bytes_done) / static_cast<double>(*state.bytes_total);
    return std::min(100.0, std::floor(1000 * part) / 10);
}

void add(std::string& out, std::string_view part) {
    out.append("  ").append(part);
}

// All pipelines as if they were one, for the one line of a terminal.
PipelineProgress sum(std::span<const PipelineProgress> pipelines) {
    PipelineProgress all;
    all.pipeline = std::to_string(pipelines.size()) + " pipelines";
    all.bytes_total = 0;
    for (const PipelineProgress& one : pipelines) {
        all.counts.records += one.counts.records;
        all.counts.updates += one.counts.updates;
        all.counts.delivered += one.counts.delivered;
        all.counts.rejected += one.counts.rejected;
        all.counts.filtered += one.counts.filtered;
        all.counts.superseded += one.counts.superseded;
        all.counts.unchanged += one.counts.unchanged;
        all.bytes_done += one.bytes_done;
        if (all.bytes_total && one.bytes_total) {
            *all.bytes_total += *one.bytes_total;
        } else {
            all.bytes_total.reset();
        }
        all.at_least = std::max(all.at_least, one.at_least);
        if (all.quota.empty() && !one.quota.empty()) {
            all.quota = one.pipeline + ": " + one.quota;
        }
        if (all.paused.empty() && !one.paused.empty()) {
            all.paused = one.pipeline + ": " + one.paused;
        }
    }
    return all;
}

}  // namespace

std::optional<std::chrono::seconds> eta(const PipelineProgress& state, const Pace& pace) {
    const bool moves = pace.bytes_per_second > 0;
    if (!state.bytes_total || !state.paused.empty() || (!moves && state.at_least.count() == 0)) {
        return std::nullopt;
    }
    const std::uint64_t left = *state.bytes_total - std::min(state.bytes_done, *state.bytes_total);
    const double seconds = std::max(
        moves ? static_cast<double>(left) / pace.bytes_per_second : 0,
        static_cast<double>(state.at_least.count())
    );
    if (seconds > longest_eta_seconds) {
        return std::nullopt;
    }
    return std::chrono::seconds{static_cast<std::int64_t>(std::ceil(seconds))};
}

std::string progress_text(const PipelineProgress& state, const Pace& pace, std::size_t columns) {
    std::string out = printable(state.pipeline);
    if (const auto part = percent(state)) {
        add(out, std::to_string(static_cast<int>(*part)) + " %");
    }
    if (!state.paused.empty()) {
        add(out, "paused: " + printable(state.paused));
    }
    add(out, rate_text(pace.updates_per_second));
    add(out, "delivered " + count_text(state.counts.delivered));
    add(out, "rejected " + count_text(state.counts.rejected));
    add(out, "filtered " + count_text(state.counts.filtered));
    if (state.counts.unchanged != 0) {
        add(out, "unchanged " + count_text(state.counts.unchanged));
    }
    if (state.counts.superseded != 0) {
        add(out, "superseded " + count_text(state.counts.superseded));
    }
    add(out, "pending " + count_text(state.counts.pending()));
    if (const auto left = eta(state, pace)) {
        add(out, "ETA " + clock_text(*left));
    }
    if (!state.quota.empty()) {
        add(out, "quota: " + printable(state.quota));
    }
    return columns == 0 ? out : cut_to_width(out, columns);
}

void Progress::update(milliseconds now, std::span<const PipelineProgress> pipelines) {
    if (console_.is_terminal()) {
        due_ = now + terminal_interval;
        if (pipelines.empty()) {
            return;
        }
        const PipelineProgress shown = pipelines.size() == 1 ? pipelines.front() : sum(pipelines);
        // One column is left free: a full line would make some terminals wrap.
        console_.status(progress_text(shown, pace_of(now, shown), console_.columns() - 1));
        return;
    }
    due_ = now + log_interval;
    for (const PipelineProgress& state : pipelines) {
        const bool first = meters_.find(state.pipeline) == meters_.end();
        const Pace pace = pace_of(now, state);
        if (!first) {
            log_one(state, pace);
        }
    }
}

void Progress::finish() {
    console_.status("");
}

Pace Progress::pace_of(milliseconds now, const PipelineProgress& state) {
    return meters_[state.pipeline].look(now, state.counts.finals(), state.bytes_done);
}

void Progress::log_one(const PipelineProgress& state, const Pace& pace) {
    const Counts& counts = state.counts;
    std::vector<LogField> fields{
        {"pipeline", state.pipeline},
        {"records", counts.records},
        {"updates", counts.updates},
        {"delivered", counts.delivered},
        {"rejected", counts.rejected},
        {"filtered", counts.filtered},
        {"unchanged", counts.unchanged},
        {"superseded", counts.superseded},
        {"pending", counts.pending()},
        {"per_second", std::round(pace.updates_per_second * 10) / 10}};
    if (const auto part = percent(state)) {
        fields.push_back({"percent", *part});
    }
    if (const auto left = eta(state, pace)) {
        fields.push_back({"eta_seconds", left->count()});
    }
    if (!state.paused.empty()) {
        fields.push_back({"paused", state.paused});
    }
    if (!state.quota.empty()) {
        fields.push_back({"quota", state.quota});
    }
    log_.write(LogLevel::info, "progress", fields);
}

}  // namespace host
