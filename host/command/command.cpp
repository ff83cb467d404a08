#include "host/command/command.hpp"

#include "host/record/exit_code.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <exception>
#include <iostream>

namespace host {
namespace {

constexpr const char* closing_words = R"(Example:
  sluice check loyalty.yaml && sluice run loyalty.yaml

Exit codes:
   0  all records final, none rejected
   1  conform: the plugin breaks a rule
   2  the command line is wrong
   3  finished, with rejects: sluice rejects list
   4  stopped with records pending; nothing is lost, run again
  69  the destination cannot be reached
  70  an internal error
  74  the state or a disk cannot be used
  75  another process runs this pipeline
  78  the pipeline file is wrong: sluice check)";

}  // namespace

void add_files(CLI::App& command, CommonOptions& options) {
    command.add_option("FILE", options.files, "Pipeline files (YAML)")->required()->type_name("");
}

void add_plugin_path(CLI::App& command, CommonOptions& options) {
    command
        .add_option(
            "--plugin-path",
            options.plugin_path,
            "Folder to look for plugins in first; may be given again"
        )
        ->type_name("DIR")
        ->allow_extra_args(false);
}

int command_line(int argc, char** argv) {
    CLI::App app{
        "Delivers user profiles to destinations through plugins, as pipeline files say.", "sluice"};
    app.set_version_flag("--version", "sluice " SLUICE_VERSION);
    app.require_subcommand(1);
    app.footer(closing_words);
    Chosen chosen;
    add_run(app, chosen);
    add_check(app, chosen);
    add_try(app, chosen);
    add_list(app, chosen);
    add_plugin(app, chosen);
    add_rejects(app, chosen);
    add_runs(app, chosen);
    add_state(app, chosen);
    add_status(app, chosen);
    add_schema(app, chosen);
    add_conform(app, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // CLI11 exits with 100 and up: callers know 0 (help, version) and 2.
        return app.exit(error) == 0 ? exit_done : exit_usage;
    }
    return chosen();
}

}  // namespace host
