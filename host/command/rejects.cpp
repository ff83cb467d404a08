#include "host/command/command.hpp"
#include "host/command/issues_text.hpp"
#include "host/command/log_options.hpp"
#include "host/command/reject_text.hpp"
#include "host/config/issues.hpp"
#include "host/config/parse.hpp"
#include "host/record/exit_code.hpp"
#include "host/run/run.hpp"
#include "host/state/store.hpp"

#include <CLI/Option.hpp>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>

namespace host {
namespace {

struct Options {
    CommonOptions common;
    std::string pipeline;
    std::string reason;
    std::size_t limit = 20;
    bool force = false;
    LogWords log;
};

RejectFilter filter_of(const Options& options) {
    RejectFilter filter;
    if (!options.pipeline.empty()) {
        filter.pipeline = options.pipeline;
    }
    if (!options.reason.empty()) {
        filter.code = options.reason;
    }
    return filter;
}

int failed(const StateError& error) {
    std::fputs((error.text + '\n').c_str(), stderr);
    return error.exit_code();
}

// Opens the state that the files name and hands it on.
int with_store(const Options& options, const std::function<int(Store&)>& use) {
    const Parsed parsed = parse(options.common.files);
    if (has_errors(parsed.issues)) {
        print_issues(parsed.issues);
        return exit_configuration;
    }
    auto store = Store::open({.directory = parsed.config.state_dir});
    return store ? use(*store) : failed(store.error());
}

int list_groups(const Options& options) {
    return with_store(options, [&](Store& store) -> int {
        const auto groups = store.reject_groups(filter_of(options));
        if (!groups) {
            return failed(groups.error());
        }
        std::fputs(groups_text(*groups).c_str(), stdout);
        return exit_done;
    });
}

int show_rows(const Options& options) {
    return with_store(options, [&](Store& store) -> int {
        const auto rows = store.rejects(filter_of(options), 0, options.limit);
        if (!rows) {
            return failed(rows.error());
        }
        for (const RejectRow& row : *rows) {
            std::fputs(reject_text(row).c_str(), stdout);
        }
        return exit_done;
    });
}

int replay_rows(const Options& options) {
    RunOptions run;
    run.files = options.common.files;
    run.plugin_path = options.common.plugin_path;
    run.log = log_options(options.log);
    RejectFilter filter = filter_of(options);
    if (!options.force) {
        filter.overtaken = false;
    }
    return replay(run, filter);
}

CLI::Option* add_filters(CLI::App& command, Options& options) {
    add_files(command, options.common);
    command
        .add_option(
            "--reason",
            options.reason,
            "Rejects with this reason alone: a code of `sluice rejects list`"
        )
        ->type_name("CODE");
    return command.add_option("--pipeline", options.pipeline, "Rejects of this pipeline alone")
        ->type_name("NAME");
}

using Perform = int (*)(const Options&);

void set_action(
    CLI::App& command, const std::shared_ptr<Options>& options, Chosen& chosen, Perform perform
) {
    command.callback([options, perform, &chosen] {
        chosen = [options, perform] { return perform(*options); };
    });
}

}  // namespace

void add_rejects(CLI::App& app, Chosen& chosen) {
    CLI::App* command =
        app.add_subcommand("rejects", "Show the records that were refused, and deliver them again");
    command->require_subcommand(1);
    command->footer("Examples:\n  sluice rejects list loyalty.yaml\n  sluice rejects show --reason "
                    "bad_json loyalty.yaml\n  sluice rejects replay --pipeline loyalty loyalty.yaml"
    );

    auto list_options = std::make_shared<Options>();
    CLI::App* list =
        command->add_subcommand("list", "Count the rejects by pipeline, reason and field");
    add_filters(*list, *list_options);
    list->footer("Example:\n  sluice rejects list loyalty.yaml");
    set_action(*list, list_options, chosen, list_groups);

    auto show_options = std::make_shared<Options>();
    CLI::App* show =
        command->add_subcommand("show", "Show rejects whole, payload included: visitors' data");
    add_filters(*show, *show_options);
    show->add_option("--limit", show_options->limit, "At most so many")
        ->capture_default_str()
        ->type_name("N");
    show->footer("Example:\n  sluice rejects show --pipeline loyalty --reason bad_json loyalty.yaml"
    );
    set_action(*show, show_options, chosen, show_rows);

    auto replay_options = std::make_shared<Options>();
    CLI::App* again =
        command->add_subcommand("replay", "Deliver rejects again, with the mapping of today");
    add_filters(*again, *replay_options)->required();
    add_plugin_path(*again, replay_options->common);
    add_log_options(*again, replay_options->log);
    again->add_flag(
        "--force",
        replay_options->force,
        "Also those whose user was delivered a newer update since: the older values win then"
    );
    again->footer(
        "Example:\n  sluice rejects replay --pipeline loyalty --reason gave_up loyalty.yaml\n\n"
        "What is delivered leaves the rejects; what is refused again stays with its new reason.\n"
        "What a newer update of the same user has overtaken is left out, unless --force."
    );
    set_action(*again, replay_options, chosen, replay_rows);
}

}  // namespace host
