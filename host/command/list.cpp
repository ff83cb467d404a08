#include "host/command/command.hpp"
#include "host/command/issues_text.hpp"
#include "host/config/issues.hpp"
#include "host/config/parse.hpp"
#include "host/record/exit_code.hpp"
#include "host/report/table.hpp"

#include <cstdio>
#include <memory>
#include <string>

namespace host {
namespace {

int list_files(const CommonOptions& options) {
    const Parsed parsed = parse(options.files);
    Table destinations{{{"DESTINATION"}, {"PLUGIN"}, {"FILE"}}};
    for (const Destination& destination : parsed.config.destinations) {
        destinations.row({destination.name, destination.plugin, destination.at.file});
    }
    Table pipelines{{{"PIPELINE"}, {"SOURCE"}, {"DESTINATION"}, {"ACTION"}, {"FILE"}}};
    for (const Pipeline& pipeline : parsed.config.pipelines) {
        pipelines.row(
            {pipeline.name,
             pipeline.source.path,
             pipeline.destination,
             pipeline.action,
             pipeline.file}
        );
    }
    std::fputs((destinations.text() + '\n' + pipelines.text()).c_str(), stdout);
    print_issues(parsed.issues);
    return has_errors(parsed.issues) ? exit_configuration : exit_done;
}

}  // namespace

void add_list(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("list", "Show the destinations and pipelines of files");
    auto options = std::make_shared<CommonOptions>();
    add_files(*command, *options);
    command->footer("Example:\n  sluice list loyalty.yaml");
    command->callback([options, &chosen] { chosen = [options] { return list_files(*options); }; });
}

}  // namespace host
