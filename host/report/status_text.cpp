#include "host/report/status_text.hpp"

#include "host/report/text.hpp"

#include <algorithm>
#include <string_view>

namespace host {
namespace {

using std::chrono::milliseconds;

// What is older than this is not what is: the host thread hangs, or the disk takes no file.
constexpr std::int64_t stale_ms = 5000;

std::string ago(std::int64_t now_ms, std::int64_t then_ms) {
    return duration_text(milliseconds{std::max<std::int64_t>(now_ms - then_ms, 0)}) + " ago";
}

void line(std::string& out, std::string_view name, const std::string& text) {
    if (!text.empty()) {
        out.append("  ").append(name);
        out.append(name.size() < 12 ? 12 - name.size() : 1, ' ')
            .append(printable(text))
            .append("\n");
    }
}

std::string headline(const PipelineStatus& one, std::int64_t now_ms) {
    std::string out = printable(one.pipeline) + ": " + one.state;
    if (one.process != 0) {
        out += ", process " + std::to_string(one.process);
    }
    if (one.started_ms != 0) {
        out += ", since " + utc_text(one.started_ms);
    }
    if (one.process != 0 && now_ms - one.as_of_ms > stale_ms) {
        out += ", LAST HEARD OF " + ago(now_ms, one.as_of_ms);
    }
    return out + "\n";
}

std::string fates(const Counts& counts, std::uint64_t pending) {
    return count_text(counts.updates) + " updates = " + count_text(counts.delivered) +
           " delivered + " + count_text(counts.unchanged) + " unchanged + " +
           count_text(counts.superseded) + " superseded + " + count_text(counts.filtered) +
           " filtered + " + count_text(counts.rejected) + " rejected + " + count_text(pending) +
           " pending";
}

std::string flow(const PipelineStatus& one) {
    if (one.in_flight_limit == 0) {
        return "";
    }
    std::string out = rate_text(one.updates_per_second);
    out += one.rate ? " of " + rate_text(*one.rate) : "";
    out += ", in flight " + count_text(one.in_flight) + " of " + count_text(one.in_flight_limit);
    if (one.waiting_for_retry != 0) {
        out += ", " + count_text(one.waiting_for_retry) + " wait for their next attempt";
    }
    if (one.oldest_pending_ms) {
        out += ", oldest pending read " +
               duration_text(milliseconds{static_cast<std::int64_t>(*one.oldest_pending_ms)}) +
               " ago";
    }
    return out;
}

std::string source(const PipelineStatus& one) {
    if (one.source.path.empty()) {
        return "";
    }
    std::string out = one.source.path + ", all before record " + count_text(one.source.record + 1) +
                      " final, read " + count_text(one.source.bytes);
    if (one.source.total_bytes) {
        out += " of " + count_text(*one.source.total_bytes);
    }
    out += " bytes";
    if (one.expected_end_ms) {
        out += ", ends about " + utc_text(*one.expected_end_ms);
    }
    return out;
}

std::string quota(const PipelineStatus& one) {
    if (!one.quota) {
        return "";
    }
    const QuotaStatus& quota = *one.quota;
    std::string out = count_text(quota.used) + " of " + count_text(quota.limit) + " used in " +
                      duration_text(milliseconds{static_cast<std::int64_t>(quota.window_ms)}) +
                      ", " + count_text(quota.left) + " left";
    out += quota.free_at_ms == 0 ? "" : ", next free " + utc_text(quota.free_at_ms);
    out += quota.used_up_ms == 0
               ? ""
               : ", used up about " + utc_text(quota.used_up_ms) + " at this pace";
    return out;
}

std::string pause(const PipelineStatus& one) {
    if (!one.pause) {
        return "";
    }
    const PauseStatus& pause = *one.pause;
    std::string out = pause.kind + ": " + pause.why;
    if (pause.since_ms != 0) {
        out += "; since " + utc_text(pause.since_ms);
    }
    return out +
           (pause.until_ms == 0 ? "; being tried now" : "; next try " + utc_text(pause.until_ms));
}

std::string failure(const PipelineStatus& one, std::int64_t now_ms) {
    if (!one.last_failure) {
        return "";
    }
    const FailureStatus& failure = *one.last_failure;
    std::string out = failure.reason;
    if (failure.reply_code != 0) {
        out += " (" + std::to_string(failure.reply_code) + ")";
    }
    return out + ", " + ago(now_ms, failure.at_ms);
}

std::string counted(std::uint64_t count) {
    return count == 0 ? "" : count_text(count);
}

void append(std::string& out, const PipelineStatus& one, std::int64_t now_ms) {
    out += headline(one, now_ms);
    line(out, "stopped", one.stopped);
    if (one.state != "never ran") {
        line(out, "fates", fates(one.counts, one.pending));
    }
    line(out, "flow", flow(one));
    line(out, "source", source(one));
    line(out, "paused", pause(one));
    if (one.bottleneck) {
        line(
            out,
            "bottleneck",
            std::string{hold_up_name(one.bottleneck->what)} + ": " + one.bottleneck->why
        );
    }
    line(out, "quota", quota(one));
    line(out, "rejects", counted(one.rejects_kept));
    line(out, "failed last", failure(one, now_ms));
    line(out, "plugin died", counted(one.plugin_deaths));
}

}  // namespace

std::string status_text(const Snapshot& snapshot) {
    std::string out;
    for (const PipelineStatus& one : snapshot.pipelines) {
        append(out, one, snapshot.now_ms);
    }
    if (!snapshot.state_error.empty()) {
        out += "state: " + printable(snapshot.state_error) + "\n";
    }
    return out;
}

}  // namespace host
