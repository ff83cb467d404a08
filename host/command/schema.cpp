#include "host/command/command.hpp"
#include "host/config/json_schema.hpp"
#include "host/plugin/library.hpp"
#include "host/record/exit_code.hpp"
#include "host/run/plugin_set.hpp"

#include <boost/json/serialize.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

namespace host {
namespace {

int print_schema(const CommonOptions& options) {
    const auto listed = list_plugins(plugin_folders(options.plugin_path, {}));
    std::vector<NamedManifest> manifests;
    for (const ListedPlugin& plugin : listed) {
        if (plugin.file) {
            manifests.push_back(
                {std::filesystem::path{plugin.path}.stem().string(), &plugin.file->manifest}
            );
        }
    }
    const std::string text = boost::json::serialize(config_json_schema(manifests));
    std::puts(text.c_str());
    return exit_done;
}

}  // namespace

void add_schema(CLI::App& app, Chosen& chosen) {
    CLI::App* command =
        app.add_subcommand("schema", "Print the JSON Schema of pipeline files, for editors");
    auto options = std::make_shared<CommonOptions>();
    add_plugin_path(*command, *options);
    command->footer(
        "Example:\n  sluice schema > sluice.schema.json\n\nThen begin a pipeline file with\n"
        "  # yaml-language-server: $schema=sluice.schema.json"
    );
    command->callback([options, &chosen] { chosen = [options] { return print_schema(*options); }; }
    );
}

}  // namespace host
