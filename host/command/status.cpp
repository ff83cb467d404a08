#include "host/command/command.hpp"
#include "host/command/issues_text.hpp"
#include "host/config/issues.hpp"
#include "host/record/exit_code.hpp"
#include "host/report/status_json.hpp"
#include "host/report/status_text.hpp"
#include "host/run/known_status.hpp"
#include "host/run/plan.hpp"
#include "host/run/present.hpp"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>

namespace host {
namespace {

using namespace std::chrono_literals;

struct Options {
    CommonOptions common;
    bool json = false;
    bool watch = false;
};

int print_once(const Plan& plan, const Options& options) {
    const auto snapshot = known_status(plan, present().unix.count());
    if (!snapshot) {
        std::fputs((snapshot.error().text + '\n').c_str(), stderr);
        return snapshot.error().exit;
    }
    const std::string text = options.json ? to_json(*snapshot) + '\n' : status_text(*snapshot);
    const bool is_taken = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    return is_taken ? exit_done : exit_state;
}

int show_status(const Options& options) {
    const auto plan = make_plan(options.common.files, options.common.plugin_path);
    if (has_errors(plan->issues)) {
        print_issues(plan->issues);
        return exit_configuration;
    }
    int exit = print_once(*plan, options);
    while (options.watch && exit == exit_done) {
        std::this_thread::sleep_for(1s);
        exit = print_once(*plan, options);
    }
    return exit;
}

}  // namespace

void add_status(CLI::App& app, Chosen& chosen) {
    CLI::App* command =
        app.add_subcommand("status", "Show how pipelines are doing, also while they run elsewhere");
    auto options = std::make_shared<Options>();
    add_files(*command, options->common);
    command->add_flag("--json", options->json, "One JSON object, as /status of the run gives it");
    command->add_flag("--watch", options->watch, "Again every second, until it is interrupted");
    add_plugin_path(*command, options->common);
    command->footer("Examples:\n  sluice status loyalty.yaml\n  sluice status --json loyalty.yaml");
    command->callback([options, &chosen] { chosen = [options] { return show_status(*options); }; });
}

}  // namespace host
