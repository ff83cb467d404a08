#include "host/run/run.hpp"

#include "host/command/command.hpp"
#include "host/command/log_options.hpp"
#include "host/run/dry_run.hpp"

#include <memory>

namespace host {
namespace {

struct Options {
    RunOptions run;
    CommonOptions common;
    LogWords log;
    bool dry = false;
};

int perform(Options& options) {
    options.run.files = options.common.files;
    options.run.plugin_path = options.common.plugin_path;
    options.run.log = log_options(options.log);
    return options.dry ? dry_run(options.run) : run(options.run);
}

}  // namespace

void add_run(CLI::App& app, Chosen& chosen) {
    CLI::App* command =
        app.add_subcommand("run", "Deliver the records of every pipeline of the files");
    auto options = std::make_shared<Options>();
    add_files(*command, options->common);
    command->add_flag(
        "--dry-run", options->dry, "Read, filter and map, but send nothing; say what would be sent"
    );
    command
        ->add_option("--limit", options->run.limit, "Read at most so many records of each source")
        ->type_name("N");
    command->add_flag(
        "--from-start",
        options->run.from_start,
        "Begin each source anew, whatever was delivered of it before"
    );
    command
        ->add_option(
            "--listen",
            options->run.listen,
            "Tell over HTTP how the run is doing: /metrics, /healthz, /readyz, /status; instead of "
            "status.listen of the files"
        )
        ->type_name("IP:PORT");
    add_plugin_path(*command, options->common);
    add_log_options(*command, options->log);
    command->footer(
        "Examples:\n  sluice run loyalty.yaml\n  sluice run --dry-run --limit 100 loyalty.yaml\n  "
        "sluice run --listen 127.0.0.1:9464 loyalty.yaml\n\n"
        "A run that was stopped or killed goes on where it was; SIGINT and SIGTERM stop it "
        "cleanly.\n"
        "SIGHUP reads the files again: pipelines that changed go on as they say now, others "
        "untouched;\n"
        "if a file is wrong, all go on as they were. Not under nohup."
    );
    command->callback([options, &chosen] { chosen = [options] { return perform(*options); }; });
}

}  // namespace host
