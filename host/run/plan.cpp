#include "host/run/plan.hpp"

#include "host/config/check.hpp"
#include "host/config/issues.hpp"
#include "host/config/parse.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace host {
namespace {

// Joins what there is to say about one pipeline to the plan, or the pipeline itself if nothing is
// wrong with it.
class PipelinePlanner {
public:
    explicit PipelinePlanner(Plan& plan) : plan_{plan} {}

    void add(const Pipeline& pipeline) {
        const Destination* destination = plan_.config.destination(pipeline.destination);
        if (destination == nullptr) {
            return;  // check() has said so
        }
        const auto file = plan_.plugins.file(*destination);
        const ActionSpec* action = file ? (*file)->manifest.action(pipeline.action) : nullptr;
        if (action == nullptr) {
            return;  // check() has said so
        }
        const auto table = plan_.plugins.load(*destination);
        if (!table) {
            note(destination->at, Issue::Severity::error, table.error().text);
            return;
        }
        auto mapping = Mapping::compile(pipeline.mapping, *action, pipeline.source.format);
        std::optional<Filter> filter = compile_filter(pipeline);
        if (!mapping) {
            append(mapping.error());
            return;
        }
        plan_.pipelines.push_back(
            {pipeline,
             *destination,
             **file,
             *action,
             **table,
             *std::move(mapping),
             std::move(filter)}
        );
        ask_plugin(plan_.pipelines.back());
    }

private:
    void note(const Mark& at, Issue::Severity severity, const std::string& text) {
        plan_.issues.push_back({severity, at, text});
    }

    void append(const std::vector<Issue>& issues) {
        plan_.issues.insert(plan_.issues.end(), issues.begin(), issues.end());
    }

    std::optional<Filter> compile_filter(const Pipeline& pipeline) {
        if (!pipeline.where) {
            return std::nullopt;
        }
        auto filter = Filter::compile(*pipeline.where, pipeline.source.format);
        if (!filter) {
            append(filter.error());
            return std::nullopt;
        }
        return *std::move(filter);
    }

    void ask_plugin(const PipelinePlan& planned) {
        for (const PluginIssue& issue : validate_mapping(planned.plugin, planned.spec())) {
            const auto severity = issue.severity == SLUICE_SEV_ERROR ? Issue::Severity::error
                                                                     : Issue::Severity::warning;
            if (issue.severity != SLUICE_SEV_INFO) {
                note(mark_of(plan_.config, planned.pipeline, issue.path), severity, issue.message);
            }
        }
    }

    Plan& plan_;
};

}  // namespace

MappingSpec PipelinePlan::spec() const {
    return {
        .action = pipeline.action,
        .config_json = boost::json::serialize(destination.config),
        .options_json = boost::json::serialize(pipeline.options),
        .fields = mapping.fields(),
    };
}

std::string PipelinePlan::account() const {
    std::string account = file.manifest.id;
    for (const std::string& member : file.manifest.account) {
        const boost::json::value* value = destination.config.if_contains(member);
        account += '/' + (value == nullptr ? std::string{} : boost::json::serialize(*value));
    }
    // A plugin that names no account is taken to have one per destination.
    return file.manifest.account.empty() ? account + '/' + destination.name : account;
}

std::unique_ptr<Plan> make_plan(
    const std::vector<std::string>& files, const std::vector<std::string>& command_line_folders
) {
    Parsed parsed = parse(files);
    PluginSet plugins{plugin_folders(command_line_folders, parsed.config.plugin_path)};
    auto plan = std::make_unique<Plan>(Plan{
        std::move(parsed.config), std::move(plugins), {}, std::move(parsed.issues)});
    const ManifestOf manifest_of = [&plan](const Destination& destination
                                   ) -> sluice::Result<const Manifest*, std::string> {
        const auto file = plan->plugins.file(destination);
        if (!file) {
            return file.error().text;
        }
        return &(*file)->manifest;
    };
    const std::vector<Issue> found = check(plan->config, manifest_of);
    plan->issues.insert(plan->issues.end(), found.begin(), found.end());
    PipelinePlanner planner{*plan};
    for (const Pipeline& pipeline : plan->config.pipelines) {
        planner.add(pipeline);
    }
    sort_by_place(plan->issues);
    return plan;
}

}  // namespace host
