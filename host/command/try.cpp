#include "host/command/command.hpp"
#include "host/record/exit_code.hpp"
#include "host/run/try_one.hpp"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

namespace host {
namespace {

struct Options {
    TryOptions trial;
    std::string key;
    std::uint64_t line = 0;
    std::string pipeline;
    std::uint64_t wait = 10;
    bool yes = false;
    bool dry = false;
};

int perform(Options& options) {
    if (options.yes == options.dry) {
        std::fputs("expected --yes, for it really sends, or --dry-run; nothing was sent\n", stderr);
        return exit_usage;
    }
    if (options.key.empty() == (options.line == 0)) {
        std::fputs("expected either --key or --line; nothing was sent\n", stderr);
        return exit_usage;
    }
    TryOptions& trial = options.trial;
    if (!options.key.empty()) {
        trial.subject.key = options.key;
    } else {
        trial.subject.line = options.line;
    }
    if (!options.pipeline.empty()) {
        trial.pipeline = options.pipeline;
    }
    trial.wait = std::chrono::seconds{options.wait};
    trial.sending = options.yes ? TryOptions::Sending::once : TryOptions::Sending::none;
    return try_one(trial);
}

}  // namespace

void add_try(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("try", "Send one user's update and show every step");
    auto options = std::make_shared<Options>();
    command->add_option("FILE", options->trial.file, "Pipeline file (YAML)")
        ->required()
        ->type_name("");
    command->add_option("--key", options->key, "The user: an identifier's value, after mapping")
        ->type_name("U");
    command->add_option("--line", options->line, "Or the record that begins on this line")
        ->type_name("N");
    command->add_option("--pipeline", options->pipeline, "Which one, if the file has several")
        ->type_name("NAME");
    command->add_flag("--yes", options->yes, "Yes, send it");
    command->add_flag("--dry-run", options->dry, "Show all but the sending and what follows");
    command->add_option("--wait", options->wait, "Seconds to wait for the profile to show it")
        ->capture_default_str()
        ->type_name("S");
    command
        ->add_option(
            "--plugin-path",
            options->trial.plugin_path,
            "Folder to look for plugins in first; may be given again"
        )
        ->type_name("DIR")
        ->allow_extra_args(false);
    command->footer("Examples:\n  sluice try --key crm-0 --dry-run loyalty.yaml\n"
                    "  sluice try --key crm-0 --yes loyalty.yaml\n\n"
                    "The user's values are shown, secrets never. It sends once, uses one unit of "
                    "the quota, and "
                    "leaves the checkpoint where it is.");
    command->callback([options, &chosen] { chosen = [options] { return perform(*options); }; });
}

}  // namespace host
