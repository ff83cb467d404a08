#include "host/run/online_check.hpp"

#include "host/run/secrets.hpp"
#include "host/run/signals.hpp"

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace host {
namespace {

// The finding of one pipeline, and what the plugin logged on the way; all redacted.
struct Checked {
    bool is_good = false;
    std::string text;
};

Checked ask(const PipelinePlan& plan, Redactor& redactor) {
    const Bell bell;
    const DestinationSecrets secrets{plan.destination, redactor};
    Context context{bell, secrets};
    context.set_log_level(SLUICE_LOG_WARN);
    auto instance = Instance::start(plan.plugin, context, plan.spec());
    if (!instance) {
        return {false, redactor.redacted(instance.error().text)};
    }
    const auto checked = (*instance)->check();
    if (!checked) {
        return {false, redactor.redacted(checked.error().text)};
    }
    std::string text = "ok";
    for (const PluginIssue& issue : *checked) {
        text += "\n  " + redactor.redacted(issue.message);
    }
    return {true, text};
}

}  // namespace

ExitCode check_online(const Plan& plan) {
    const StopSignals ignore_broken_pipes;
    Redactor redactor;
    ExitCode exit = exit_done;
    for (const PipelinePlan& pipeline : plan.pipelines) {
        const Checked checked = ask(pipeline, redactor);
        const std::string line = pipeline.pipeline.name + ": online check of " +
                                 pipeline.destination.name + ": " + checked.text + '\n';
        std::fputs(line.c_str(), checked.is_good ? stdout : stderr);
        exit = checked.is_good ? exit : exit_unreachable;
    }
    return exit;
}

}  // namespace host
