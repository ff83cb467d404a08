#include "host/command/command.hpp"
#include "host/command/reject_options.hpp"
#include "host/command/reject_text.hpp"
#include "host/record/exit_code.hpp"
#include "host/report/text.hpp"
#include "host/run/run.hpp"

#include <cstdio>
#include <memory>
#include <string>

namespace host {
namespace {

int list_groups(const RejectOptions& options) {
    return with_rejects(options, [&](Store& store, const RejectFilter& filter) -> int {
        const auto groups = store.reject_groups(filter);
        if (!groups) {
            return state_failed(groups.error());
        }
        std::fputs(groups_text(*groups).c_str(), stdout);
        return exit_done;
    });
}

int show_rows(const RejectOptions& options) {
    return with_rejects(options, [&](Store& store, const RejectFilter& filter) -> int {
        const auto count = store.count_rejects(filter);
        const auto rows = store.rejects(filter, 0, options.limit);
        if (!rows || !count) {
            return state_failed(rows ? count.error() : rows.error());
        }
        for (const RejectRow& row : *rows) {
            std::fputs(reject_text(row).c_str(), stdout);
        }
        std::string said = rejects_in_words(*count);
        if (rows->size() < *count) {
            said += ", " + count_text(rows->size()) + " shown; more by --limit";
        }
        std::fputs((said + '\n').c_str(), stderr);
        return exit_done;
    });
}

int replay_rows(const RejectOptions& options) {
    RejectFilter chosen;
    const int exit = with_rejects(options, [&](Store& store, const RejectFilter& filter) -> int {
        chosen = filter;
        if (!options.force) {
            chosen.overtaken = false;
        }
        const auto count = store.count_rejects(chosen);
        if (!count) {
            return state_failed(count.error());
        }
        std::fputs((rejects_in_words(*count) + " to replay\n").c_str(), stderr);
        return exit_done;
    });
    if (exit != exit_done) {
        return exit;
    }
    RunOptions run;
    run.files = options.common.files;
    run.plugin_path = options.common.plugin_path;
    run.log = log_options(options.log);
    return replay(run, chosen);
}

using Perform = int (*)(const RejectOptions&);

// The subcommands, each with files, plugin path and every filter.
class Subcommands {
public:
    Subcommands(CLI::App& rejects, Chosen& chosen) : rejects_{rejects}, chosen_{chosen} {}

    struct Added {
        CLI::App& command;
        CLI::Option* pipeline;
        std::shared_ptr<RejectOptions> options;
    };
    Added add(const char* name, const char* description, Perform perform) {
        auto options = std::make_shared<RejectOptions>();
        CLI::App* command = rejects_.add_subcommand(name, description);
        CLI::Option* pipeline = add_reject_filters(*command, *options);
        Chosen& chosen = chosen_;
        command->callback([options, perform, &chosen] {
            chosen = [options, perform] { return perform(*options); };
        });
        return {*command, pipeline, options};
    }

private:
    CLI::App& rejects_;
    Chosen& chosen_;
};

void add_list_and_show(Subcommands& subcommands) {
    const auto list =
        subcommands.add("list", "Count the rejects by pipeline, reason and field", list_groups);
    list.command.footer("Examples:\n  sluice rejects list loyalty.yaml\n"
                        "  sluice rejects list --since 2h loyalty.yaml");
    const auto show =
        subcommands.add("show", "Show rejects whole, payload included: visitors' data", show_rows);
    show.command.add_option("--limit", show.options->limit, "At most so many")
        ->capture_default_str()
        ->type_name("N");
    show.command.footer(
        "Examples:\n  sluice rejects show --pipeline loyalty --reason bad_json loyalty.yaml\n"
        "  sluice rejects show --user crm-17 loyalty.yaml\n\n"
        "--user finds a user by mapping the kept records anew; a line that is no record is "
        "nobody's. Other users of this\nmachine may see the command line while it runs."
    );
}

void add_export(Subcommands& subcommands) {
    const auto exporting = subcommands.add(
        "export", "Write rejects as NDJSON, to be mended and read by a pipeline", export_rejects
    );
    exporting.command
        .add_option(
            "--output",
            exporting.options->output,
            "A new file, for your eyes alone; else standard output"
        )
        ->type_name("FILE");
    exporting.command.footer(
        "Examples:\n  sluice rejects export --reason too_large --output big.ndjson loyalty.yaml\n"
        "  sluice rejects export --pipeline loyalty loyalty.yaml | jq -c .payload\n\n"
        "Each line has why, and the record under `payload`: as JSON, so that a pipeline can read "
        "payload.customer.id; as text if\nit is no record. The rejects stay: `sluice rejects "
        "drop` takes them out."
    );
}

void add_drop(Subcommands& subcommands) {
    const auto dropping = subcommands.add(
        "drop", "Delete rejects for good; they can never be sent again", drop_rejects
    );
    dropping.command.add_flag(
        "--all", dropping.options->all, "Every reject, of every pipeline of the state"
    );
    dropping.command.add_flag("--yes", dropping.options->yes, "Do not ask");
    dropping.command.footer(
        "Examples:\n  sluice rejects drop --pipeline loyalty --before 30d loyalty.yaml\n"
        "  sluice rejects drop --yes --user crm-17 loyalty.yaml\n\n"
        "Asks on a terminal, elsewhere it needs --yes. Pipelines may run meanwhile: what they "
        "reject after the question is asked\nstays. Export first what may be wanted."
    );
}

void add_replay(Subcommands& subcommands) {
    const auto again =
        subcommands.add("replay", "Deliver rejects again, with the mapping of today", replay_rows);
    again.pipeline->required();
    add_log_options(again.command, again.options->log);
    again.command.add_flag(
        "--force",
        again.options->force,
        "Also those whose user was delivered a newer update since: the older values win then"
    );
    again.command.footer(
        "Example:\n  sluice rejects replay --pipeline loyalty --reason gave_up loyalty.yaml\n\n"
        "What is delivered leaves the rejects; what is refused again stays with its new reason.\n"
        "What a newer update of the same user has overtaken is left out, unless --force."
    );
}

}  // namespace

void add_rejects(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand(
        "rejects", "Show the records that were refused, deliver them again, or drop them"
    );
    command->require_subcommand(1);
    command->footer(
        "Examples:\n  sluice rejects list loyalty.yaml\n  sluice rejects show --reason bad_json "
        "loyalty.yaml\n  sluice rejects export --since 7d --output rejects.ndjson loyalty.yaml\n"
        "  sluice rejects replay --pipeline loyalty loyalty.yaml"
    );
    Subcommands subcommands{*command, chosen};
    add_list_and_show(subcommands);
    add_export(subcommands);
    add_replay(subcommands);
    add_drop(subcommands);
}

}  // namespace host
