#include "host/command/command.hpp"
#include "host/command/issues_text.hpp"
#include "host/config/issues.hpp"
#include "host/record/exit_code.hpp"
#include "host/run/online_check.hpp"
#include "host/run/plan.hpp"

#include <cstdio>
#include <memory>
#include <string>

namespace host {
namespace {

struct CheckOptions : CommonOptions {
    bool online = false;
};

int check_files(const CheckOptions& options) {
    const auto plan = make_plan(options.files, options.plugin_path);
    print_issues(plan->issues);
    if (has_errors(plan->issues)) {
        return exit_configuration;
    }
    for (const PipelinePlan& pipeline : plan->pipelines) {
        const std::string line = pipeline.pipeline.name + ": " + pipeline.pipeline.source.path +
                                 " -> " + pipeline.destination.name + " (" + pipeline.action.title +
                                 "): ok\n";
        std::fputs(line.c_str(), stdout);
    }
    return options.online ? check_online(*plan) : exit_done;
}

}  // namespace

void add_check(CLI::App& app, Chosen& chosen) {
    CLI::App* command =
        app.add_subcommand("check", "Find every error in pipeline files without running them");
    auto options = std::make_shared<CheckOptions>();
    add_files(*command, *options);
    add_plugin_path(*command, *options);
    command->add_flag(
        "--online",
        options->online,
        "Also ask each destination to prove its credentials; nothing is written there"
    );
    command->footer("Examples:\n  sluice check loyalty.yaml\n  sluice check --online "
                    "loyalty.yaml\n\nExit code 78 and every "
                    "error as file:line:column if one is wrong; with --online also if credentials "
                    "or settings are refused, and 69 if a destination cannot be reached.");
    command->callback([options, &chosen] { chosen = [options] { return check_files(*options); }; });
}

}  // namespace host
