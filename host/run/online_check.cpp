#include "host/run/online_check.hpp"

#include "host/run/secrets.hpp"
#include "host/run/signals.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace host {
namespace {

// The finding of one pipeline, and what the plugin logged on the way; all redacted.
struct Checked {
    ExitCode exit = exit_done;
    std::string text;
};

// A refused credential or setting waits for an operator; a destination that cannot be reached may
// be there the next time.
ExitCode exit_of(sluice_rc code) {
    const bool is_to_be_mended = code == SLUICE_E_AUTH || code == SLUICE_E_INVALID ||
                                 code == SLUICE_E_NOT_FOUND || code == SLUICE_E_UNSUPPORTED;
    return is_to_be_mended ? exit_configuration : exit_unreachable;
}

Checked ask(const PipelinePlan& plan, Redactor& redactor) {
    if (const auto missing = missing_secret(plan.destination)) {
        return {exit_configuration, missing->text};
    }
    const Bell bell;
    const DestinationSecrets secrets{plan.destination, redactor};
    Context context{bell, secrets};
    context.set_log_level(SLUICE_LOG_WARN);
    auto instance = plan.plugin.start(context, plan.spec());
    if (!instance) {
        return {exit_configuration, redactor.redacted(instance.error().text)};
    }
    const auto checked = (*instance)->check();
    if (!checked) {
        return {exit_of(checked.error().code), redactor.redacted(checked.error().text)};
    }
    std::string text = "ok";
    for (const PluginIssue& issue : *checked) {
        text += "\n  " + redactor.redacted(issue.message);
    }
    return {exit_done, text};
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
        std::fputs(line.c_str(), checked.exit == exit_done ? stdout : stderr);
        exit =
            std::max(exit, checked.exit);  // of several the configuration's, which is the highest
    }
    return exit;
}

}  // namespace host
