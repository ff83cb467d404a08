#include "host/run/plugin_watch.hpp"

#include <utility>

namespace host {
namespace {

using namespace std::chrono_literals;

constexpr Time grace = 10s;         // beyond a batch's deadline
constexpr Time look_interval = 1s;  // at the oldest batch

}  // namespace

PluginWatch::PluginWatch(Subjects subjects, std::string pipeline, std::chrono::nanoseconds deadline)
    : subjects_{subjects}, pipeline_{std::move(pipeline)}, deadline_{deadline} {}

void PluginWatch::look() {
    while (auto death = subjects_.instance.take_death()) {
        subjects_.redactor.redact(death->how);
        seen_.push_back(*std::move(death));
    }
}

void PluginWatch::act(Moment now) {
    for (const auto& tokens : subjects_.instance.take_refusals()) {
        subjects_.delivery.send_failed(tokens, now);
    }
    for (const auto& [how, untouched] : seen_) {
        const std::size_t held = subjects_.delivery.in_flight();
        const std::uint64_t found = subjects_.delivery.crash_rejects();
        for (const Became& became : subjects_.delivery.plugin_died(how, untouched, now)) {
            subjects_.journal.note(became);
        }
        if (subjects_.delivery.crash_rejects() != found) {
            subjects_.instance.forgive();
        }
        ++deaths_;
        last_ = how;
        subjects_.log.error(
            "the plugin's process died",
            {{"pipeline", pipeline_}, {"how", how}, {"records_held", held}}
        );
    }
    seen_.clear();
    if (now.time - looked_at_ >= look_interval) {
        looked_at_ = now.time;
        end_if_overdue(now);
    }
}

void PluginWatch::end_if_overdue(Moment now) {
    const auto oldest = subjects_.delivery.oldest_batch();
    if (oldest && now.time - *oldest > deadline_ + grace) {
        subjects_.instance.end("a record had no verdict 10 s after its deadline");
    }
}

std::string PluginWatch::text() const {
    if (deaths_ == 0) {
        return "";
    }
    const std::uint64_t rejects = subjects_.delivery.crash_rejects();
    return "the plugin's process died " + std::to_string(deaths_) +
           (deaths_ == 1 ? " time: " : " times, last: ") + last_ + "; " + std::to_string(rejects) +
           (rejects == 1 ? " record" : " records") + " rejected as plugin_crash";
}

}  // namespace host
