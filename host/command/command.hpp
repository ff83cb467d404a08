// The subcommands of `sluice`: each adds itself to the command line and says what to do when it is
// chosen. main thread.
#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <string>
#include <vector>

namespace host {

// What the chosen subcommand does; gives the exit code. Set by the subcommand's callback.
using Chosen = std::function<int()>;

// Options that several subcommands have.
struct CommonOptions {
    std::vector<std::string> files;
    std::vector<std::string> plugin_path;
};
void add_files(CLI::App& command, CommonOptions& options);
void add_plugin_path(CLI::App& command, CommonOptions& options);

void add_run(CLI::App& app, Chosen& chosen);
void add_check(CLI::App& app, Chosen& chosen);
void add_try(CLI::App& app, Chosen& chosen);
void add_list(CLI::App& app, Chosen& chosen);
void add_plugin(CLI::App& app, Chosen& chosen);
void add_plugin_new(CLI::App& plugin, Chosen& chosen);  // called by add_plugin
void add_rejects(CLI::App& app, Chosen& chosen);
void add_runs(CLI::App& app, Chosen& chosen);
void add_status(CLI::App& app, Chosen& chosen);
void add_schema(CLI::App& app, Chosen& chosen);
void add_state(CLI::App& app, Chosen& chosen);
void add_conform(CLI::App& app, Chosen& chosen);

// Reads the command line and does what it says. 2 for a wrong command line.
int command_line(int argc, char** argv);

}  // namespace host
