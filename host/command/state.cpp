#include "host/command/command.hpp"
#include "host/command/issues_text.hpp"
#include "host/config/issues.hpp"
#include "host/config/parse.hpp"
#include "host/record/exit_code.hpp"
#include "host/report/text.hpp"
#include "host/state/state_check.hpp"
#include "host/state/state_repair.hpp"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

namespace host {
namespace {

void print(std::FILE* stream, const std::string& text) {
    std::fputs((text + '\n').c_str(), stream);
}

std::string counted(std::uint64_t count, const char* one) {
    return count_text(count) + ' ' + one + (count == 1 ? "" : "s");
}

int check_files(const CommonOptions& options) {
    const Parsed parsed = parse(options.files);
    if (has_errors(parsed.issues)) {
        print_issues(parsed.issues);
        return exit_configuration;
    }
    const std::string file = parsed.config.state_dir + "/state.db";
    const StateCheck check = check_state({.directory = parsed.config.state_dir});
    if (!check.is_there) {
        print(stdout, file + " is not there: nothing has run yet");
        return exit_done;
    }
    for (const std::string& fault : check.faults) {
        print(stderr, fault);
    }
    if (!check.faults.empty()) {
        print(
            stderr,
            counted(check.faults.size(), "fault") +
                " found. Restore the folder from a backup, or "
                "save what can be read:\n  sluice state repair " +
                options.files.front()
        );
        return exit_state;
    }
    print(
        stdout,
        file + " is sound: " + counted(check.pipelines, "pipeline") + ", " +
            counted(check.rejects, "reject") + ", " + counted(check.runs, "run") + ", " +
            count_text(check.bytes) + " bytes"
    );
    return exit_done;
}

int repair_files(const CommonOptions& options) {
    const Parsed parsed = parse(options.files);
    if (has_errors(parsed.issues)) {
        print_issues(parsed.issues);
        return exit_configuration;
    }
    std::vector<std::string> pipelines;
    for (const Pipeline& pipeline : parsed.config.pipelines) {
        pipelines.push_back(pipeline.name);
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto report = repair_state(
        parsed.config.state_dir,
        pipelines,
        std::chrono::duration_cast<std::chrono::milliseconds>(now).count()
    );
    if (!report) {
        print(stderr, report.error().text);
        return report.error().exit_code();
    }
    if (report->was_sound) {
        print(stdout, parsed.config.state_dir + "/state.db is sound: nothing was changed");
        return exit_done;
    }
    for (const std::string& sentence : report->sentences) {
        print(stdout, printable(sentence));
    }
    print(stdout, "the damaged file is kept as " + report->damaged.string());
    return exit_done;
}

void add_check_and_repair(CLI::App& state, Chosen& chosen) {
    auto to_check = std::make_shared<CommonOptions>();
    CLI::App* check = state.add_subcommand("check", "Look for damage; changes nothing");
    add_files(*check, *to_check);
    check->footer(
        "Example:\n  sluice state check loyalty.yaml\n\n"
        "Looks at every page and every checkpoint; pipelines may run meanwhile. Exit code "
        "74 if anything is wrong."
    );
    check->callback([to_check, &chosen] { chosen = [to_check] { return check_files(*to_check); }; }
    );

    auto to_repair = std::make_shared<CommonOptions>();
    CLI::App* repair =
        state.add_subcommand("repair", "Save what can be read of a damaged state into a new one");
    add_files(*repair, *to_repair);
    repair->footer(
        "Example:\n  sluice state repair loyalty.yaml\n\n"
        "Says what was saved and what was lost, and keeps the damaged file beside the new one. A "
        "pipeline whose checkpoint\ncannot be read starts from the beginning. Exit code 75 while a "
        "pipeline of the folder runs. A sound state is left alone."
    );
    repair->callback([to_repair, &chosen] {
        chosen = [to_repair] { return repair_files(*to_repair); };
    });
}

}  // namespace

void add_state(CLI::App& app, Chosen& chosen) {
    CLI::App* command =
        app.add_subcommand("state", "Check the state (checkpoints, rejects, quota), or repair it");
    command->require_subcommand(1);
    command->footer("Examples:\n  sluice state check loyalty.yaml\n"
                    "  sluice state repair loyalty.yaml");
    add_check_and_repair(*command, chosen);
}

}  // namespace host
