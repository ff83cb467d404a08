#include "host/command/command.hpp"
#include "host/command/issues_text.hpp"
#include "host/command/run_text.hpp"
#include "host/config/issues.hpp"
#include "host/config/parse.hpp"
#include "host/record/exit_code.hpp"
#include "host/state/pipeline_lock.hpp"
#include "host/state/store.hpp"

#include <chrono>
#include <cstdio>
#include <memory>
#include <set>
#include <string>

namespace host {
namespace {

struct Options {
    CommonOptions common;
    std::string pipeline;
    std::size_t limit = 20;
    bool json = false;
};

// Without an end: the newest row of a pipeline is of the run that goes on, if one does. Older ones
// can only have been killed.
std::vector<ListedRun> listed(std::vector<RunRow> rows, const std::string& state_dir) {
    std::vector<ListedRun> runs;
    std::set<std::string> seen;
    for (RunRow& row : rows) {
        const bool is_newest = seen.insert(row.pipeline).second;
        RunStatus status = RunStatus::ended;
        if (row.ended_ms == 0) {
            status = is_newest && PipelineLock::is_taken(state_dir, row.pipeline)
                         ? RunStatus::running
                         : RunStatus::killed;
        }
        runs.push_back({std::move(row), status});
    }
    return runs;
}

int failed(const StateError& error) {
    std::fputs((error.text + '\n').c_str(), stderr);
    return error.exit_code();
}

int list_runs(const Options& options) {
    const Parsed parsed = parse(options.common.files);
    if (has_errors(parsed.issues)) {
        print_issues(parsed.issues);
        return exit_configuration;
    }
    auto store = Store::open({.directory = parsed.config.state_dir});
    if (!store) {
        return failed(store.error());
    }
    const auto pipeline =
        options.pipeline.empty() ? std::nullopt : std::optional<std::string_view>{options.pipeline};
    auto rows = store->runs(pipeline, options.limit);
    if (!rows) {
        return failed(rows.error());
    }
    const std::vector<ListedRun> runs = listed(*std::move(rows), parsed.config.state_dir);
    if (!options.json) {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const auto now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
        std::fputs(runs_text(runs, now_ms).c_str(), stdout);
        return exit_done;
    }
    for (const ListedRun& run : runs) {
        std::fputs(run_json(run).c_str(), stdout);
    }
    return exit_done;
}

}  // namespace

void add_runs(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("runs", "Show the runs there were, newest first");
    auto options = std::make_shared<Options>();
    add_files(*command, options->common);
    command->add_option("--pipeline", options->pipeline, "Runs of this pipeline alone")
        ->type_name("NAME");
    command->add_option("--limit", options->limit, "At most so many")
        ->capture_default_str()
        ->type_name("N");
    command->add_flag("--json", options->json, "A line of JSON for each, hashes whole");
    command->footer(
        "Examples:\n  sluice runs loyalty.yaml\n  sluice runs --json --pipeline loyalty --limit 1 "
        "loyalty.yaml\n\n"
        "EXIT is what the run ended with; running, or killed: it left no word, and what it had not "
        "made durable is sent again.\nCONFIG and PLUGIN begin the SHA-256 of what pipeline and "
        "destination say in the file, and of the plugin's file:\ntwo runs with the same went by "
        "the same. The state keeps the newest 1,000 runs of each pipeline."
    );
    command->callback([options, &chosen] { chosen = [options] { return list_runs(*options); }; });
}

}  // namespace host
