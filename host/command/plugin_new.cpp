#include "host/command/command.hpp"
#include "host/record/exit_code.hpp"
#include "host/scaffold/new_plugin.hpp"

#include <CLI/Validators.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

namespace host {
namespace {

struct NewOptions {
    std::string name;
    std::string language = "cpp";
    std::string into;       // empty: the name
    std::string templates;  // empty: the installed ones
};

std::filesystem::path installed_templates() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return (program.parent_path() / SLUICE_TEMPLATE_FOLDER).lexically_normal();
}

int refused(const Problem& problem) {
    std::fputs((problem.text + '\n').c_str(), stderr);
    return exit_usage;
}

int write_plugin(const NewOptions& options) {
    const auto name = plugin_name(options.name);
    if (!name) {
        return refused(name.error());
    }
    const std::filesystem::path templates = options.templates.empty()
                                                ? installed_templates()
                                                : std::filesystem::path{options.templates};
    const std::filesystem::path into = options.into.empty() ? options.name : options.into;
    const auto written = write_new_plugin({*name, templates / options.language, into});
    if (!written) {
        return refused(written.error());
    }
    for (const std::string& path : *written) {
        std::printf("%s\n", (into / path).c_str());
    }
    std::printf("\nNext: %s says how to build and test it.\n", (into / "README.md").c_str());
    return exit_done;
}

}  // namespace

void add_plugin_new(CLI::App& plugin, Chosen& chosen) {
    CLI::App* command =
        plugin.add_subcommand("new", "Write a plugin to start from into an empty folder");
    auto options = std::make_shared<NewOptions>();
    command->add_option("NAME", options->name, "Its name: small letters, digits, hyphens")
        ->required()
        ->type_name("");
    command
        ->add_option(
            "--lang",
            options->language,
            "cpp: C++20, any client library; http: C++20 on sluice::http; c: C99, on libc alone; "
            "rust: no crates; go: its standard library and cgo"
        )
        ->check(CLI::IsMember({"cpp", "http", "c", "rust", "go"}))
        ->type_name("LANGUAGE")
        ->capture_default_str();
    command
        ->add_option(
            "--into", options->into, "Folder to write to, empty or not there yet (default: NAME)"
        )
        ->type_name("DIR");
    command
        ->add_option(
            "--templates",
            options->templates,
            "Folder of templates, one per language (default: the installed ones)"
        )
        ->type_name("DIR");
    command->footer("Example:\n  sluice plugin new my-dest --lang c");
    command->callback([options, &chosen] { chosen = [options] { return write_plugin(*options); }; }
    );
}

}  // namespace host
