#include "host/report/readiness.hpp"

#include "host/report/text.hpp"

namespace host {
namespace {

// A plugin of the host's own process may keep it so long in send(); one apart is ended before.
constexpr std::int64_t hanging_ms = 30'000;
constexpr std::int64_t late_ms = 10'000;

void member(std::string& out, std::string_view name, std::string_view text) {
    append_json_quoted(out, name);
    out += ':';
    append_json_quoted(out, text);
    out += ',';
}

}  // namespace

std::vector<NotReady> why_not_ready(const Snapshot* snapshot, std::int64_t now_ms) {
    if (snapshot == nullptr) {
        return {{"", "starting", "the plugins are being started", 0}};
    }
    std::vector<NotReady> reasons;
    if (now_ms - snapshot->now_ms > late_ms) {
        const std::chrono::milliseconds late{now_ms - snapshot->now_ms};
        reasons.push_back(
            {"", "hanging", "the host thread was last heard of " + duration_text(late) + " ago", 0}
        );
    }
    if (!snapshot->state_error.empty()) {
        reasons.push_back({"", "state", snapshot->state_error, 0});
    }
    for (const PipelineStatus& one : snapshot->pipelines) {
        if (!one.stopped.empty()) {
            reasons.push_back({one.pipeline, "stopped", one.stopped, 0});
        } else if (one.pause) {
            reasons.push_back({one.pipeline, one.pause->kind, one.pause->why, one.pause->until_ms});
        } else if (one.state == "stopping") {
            reasons.push_back({one.pipeline, "stopping", "the run was told to stop", 0});
        }
    }
    return reasons;
}

std::string readiness_json(const std::vector<NotReady>& reasons) {
    std::string out =
        reasons.empty() ? R"({"ready":true,"reasons":[)" : R"({"ready":false,"reasons":[)";
    for (const NotReady& reason : reasons) {
        out += &reason == reasons.data() ? "{" : ",{";
        member(out, "pipeline", reason.pipeline);
        member(out, "reason", reason.reason);
        member(out, "why", reason.why);
        out += "\"until_ms\":" + std::to_string(reason.until_ms) + "}";
    }
    return out + "]}";
}

bool is_hanging(const Snapshot* snapshot, std::int64_t now_ms) {
    return snapshot != nullptr && now_ms - snapshot->now_ms > hanging_ms;
}

}  // namespace host
