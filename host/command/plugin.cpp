#include "host/command/command.hpp"
#include "host/command/manifest_text.hpp"
#include "host/plugin/library.hpp"
#include "host/record/exit_code.hpp"
#include "host/report/table.hpp"
#include "host/run/plugin_set.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace host {
namespace {

struct DescribeOptions : CommonOptions {
    std::string plugin;
};

int list_all(const CommonOptions& options) {
    Table table{{{"PLUGIN"}, {"VERSION"}, {"NAME"}, {"PATH"}}};
    std::string refused;
    for (const ListedPlugin& plugin : list_plugins(plugin_folders(options.plugin_path, {}))) {
        if (plugin.file) {
            const Manifest& manifest = plugin.file->manifest;
            table.row(
                {std::filesystem::path{plugin.path}.stem().string(),
                 manifest.version,
                 manifest.name,
                 plugin.path}
            );
        } else {
            refused += "refused: " + plugin.file.error().text + '\n';
        }
    }
    std::fputs(table.text().c_str(), stdout);
    std::fputs(refused.c_str(), stderr);
    return refused.empty() ? exit_done : exit_configuration;
}

int describe(const DescribeOptions& options) {
    const auto path = find_plugin(options.plugin, plugin_folders(options.plugin_path, {}));
    const auto file = path ? examine_plugin(*path, std::nullopt)
                           : sluice::Result<PluginFile, Problem>{path.error()};
    if (!file) {
        std::fputs((file.error().text + '\n').c_str(), stderr);
        return exit_configuration;
    }
    std::fputs(manifest_text(file->manifest, file->path, file->sha256).c_str(), stdout);
    return exit_done;
}

}  // namespace

void add_plugin(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand(
        "plugin", "Show the installed plugins, running none of their code, or start a new one"
    );
    command->require_subcommand(1);
    command->footer("Examples:\n  sluice plugin list\n  sluice plugin describe adobe_target\n  "
                    "sluice plugin new my-dest");

    CLI::App* list = command->add_subcommand("list", "Show every plugin of the plugin folders");
    auto list_options = std::make_shared<CommonOptions>();
    add_plugin_path(*list, *list_options);
    list->footer("Example:\n  sluice plugin list");
    list->callback([list_options, &chosen] {
        chosen = [list_options] { return list_all(*list_options); };
    });

    CLI::App* one =
        command->add_subcommand("describe", "Show a plugin's settings, actions and fields");
    auto options = std::make_shared<DescribeOptions>();
    one->add_option("PLUGIN", options->plugin, "Its name, or a path to the file")
        ->required()
        ->type_name("");
    add_plugin_path(*one, *options);
    one->footer("Example:\n  sluice plugin describe adobe_target");
    one->callback([options, &chosen] { chosen = [options] { return describe(*options); }; });

    add_plugin_new(*command, chosen);
}

}  // namespace host
