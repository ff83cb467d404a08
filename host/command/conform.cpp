#include "host/conform/conform.hpp"

#include "host/command/command.hpp"
#include "host/conform/child.hpp"
#include "host/record/exit_code.hpp"

#include <cstdio>
#include <memory>

namespace host {
namespace {

struct Words {
    ConformOptions options;
    std::string tier = "quick";
    std::uint64_t seed = 0;
    bool lists = false;
    bool is_child = false;
};

int run_conform(Words& words, bool has_seed) {
    if (words.is_child) {
        conform_child();
    }
    if (words.lists) {
        std::fputs(list_of_checks().c_str(), stdout);
        return exit_done;
    }
    if (words.options.plugin.empty()) {
        std::fputs(
            "sluice: expected a plugin's file, found none; see `sluice conform --help`\n", stderr
        );
        return exit_usage;
    }
    words.options.tier = words.tier == "full" ? CheckTier::full : CheckTier::quick;
    if (has_seed) {
        words.options.seed = words.seed;
    }
    return conform(words.options);
}

}  // namespace

void add_conform(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand(
        "conform", "Prove that a plugin keeps the contract; for authors of plugins"
    );
    auto words = std::make_shared<Words>();
    ConformOptions& options = words->options;
    command->add_option("PLUGIN", options.plugin, "The plugin's file")->type_name("");
    command
        ->add_option(
            "--profile", options.profile, "conformance.yaml: sample config, mapping, what differs"
        )
        ->type_name("FILE");
    command->add_option("--tier", words->tier, "quick: seconds; full: all checks")
        ->check(CLI::IsMember({"quick", "full"}))
        ->type_name("");
    command->add_option("--only", options.only, "This check alone; may be given again")
        ->type_name("ID")
        ->allow_extra_args(false);
    CLI::Option* seed =
        command->add_option("--seed", words->seed, "Repeats a run: the seed that it printed")
            ->type_name("N");
    command->add_option("--junit", options.junit, "Also write the report as JUnit XML")
        ->type_name("FILE");
    command->add_option("--json", options.json, "Also write the report as JSON")->type_name("FILE");
    command->add_flag("--list", words->lists, "Show the checks");
    command->add_flag("--child", words->is_child)->group("");
    command->footer("Examples:\n  sluice conform build/my_dest.so --profile conformance.yaml\n"
                    "  sluice conform build/my_dest.so --only send-once --seed 7\n\n"
                    "TAP on standard output. Exit codes: 0 all pass, 1 a rule is broken or nothing "
                    "was run, 2 the command line is\n"
                    "wrong, 78 the profile is wrong. The rules, one by one: sdk/conformance.md.");
    command->callback([words, seed, &chosen] {
        chosen = [words, has_seed = seed->count() != 0] { return run_conform(*words, has_seed); };
    });
}

}  // namespace host
