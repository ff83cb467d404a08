#include "host/run/plan.hpp"

#include "host/config/check.hpp"
#include "host/config/issues.hpp"
#include "host/config/parse.hpp"
#include "host/digest/sha256.hpp"
#include "host/run/missing_columns.hpp"
#include "host/run/quotas.hpp"
#include "host/run/rates.hpp"
#include "host/run/secrets.hpp"
#include "host/run/verify_check.hpp"

#include <sluice/text.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace host {
namespace {

bool is_same(const Mark& a, const Mark& b) {
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

// An action that takes every rule: for the faults that a mapping has whatever the action is.
ActionSpec any_action(const Pipeline& pipeline) {
    ActionSpec any;
    for (const Rule& rule : pipeline.mapping) {
        any.multi_id.push_back(rule.field);
    }
    return any;
}

// The rules with the faulty ones as if they were mended, so that the plugin sees all the others.
std::vector<Rule> mended(std::vector<Rule> rules, const std::vector<Issue>& faults) {
    for (Rule& rule : rules) {
        const bool is_faulty = std::any_of(faults.begin(), faults.end(), [&](const Issue& fault) {
            return is_same(fault.at, rule.at);
        });
        if (is_faulty) {
            Rule plain;
            plain.field = rule.field;
            plain.path = "mended";
            plain.at = rule.at;
            rule = std::move(plain);
        }
    }
    return rules;
}

void append(std::vector<Issue>& issues, const std::vector<Issue>& more) {
    issues.insert(issues.end(), more.begin(), more.end());
}

// check() has asked for the manifest's required fields; a plugin's code for the same is
// "missing_field". Of a required field that is mapped the plugin may still have a word to say.
bool misses_required(const PipelinePlan& planned, const PluginIssue& issue) {
    const ActionSpec& action = planned.action;
    const auto& rules = planned.pipeline.mapping;
    const auto is_mapped = [&](const FieldSpec& field) {
        return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
            return action.field(rule.field) == &field;
        });
    };
    return issue.code == "missing_field" &&
           std::any_of(action.fields.begin(), action.fields.end(), [&](const FieldSpec& field) {
               return field.required && !is_mapped(field) &&
                      issue.message.find(field.name) != std::string::npos;
           });
}

// Joins what there is to say about one pipeline to the plan, or the pipeline itself if nothing is
// wrong with it.
class PipelinePlanner {
public:
    explicit PipelinePlanner(Plan& plan) : plan_{plan} {}

    void add(const Pipeline& pipeline) {
        std::optional<Filter> filter = compile_filter(pipeline);
        const Destination* destination = plan_.config.destination(pipeline.destination);
        const ActionSpec* action = action_of(pipeline, destination);
        if (action == nullptr) {  // check() has said so
            const ActionSpec any = any_action(pipeline);
            compile_mapping(pipeline, any);
            return;
        }
        auto mapping = compile_mapping(pipeline, *action);
        const auto plugin = plan_.plugins.plugin(*destination);
        if (!plugin) {
            note(destination->at, Issue::Severity::error, plugin.error().text);
        }
        if (!plugin || !mapping.compiled) {
            return;
        }
        PipelinePlan planned{
            pipeline,
            *destination,
            **plan_.plugins.file(*destination),
            *action,
            **plugin,
            *std::move(mapping.compiled),
            std::move(filter)};
        ask_plugin(planned);
        planned.verify_delay = check_verify(plan_.config, planned, plan_.issues);
        if (!mapping.has_faults) {
            plan_.pipelines.push_back(std::move(planned));
        }
    }

private:
    struct Compiled {
        std::optional<Mapping> compiled;  // if it has faults: of the mended rules
        bool has_faults = false;
    };

    const ActionSpec* action_of(const Pipeline& pipeline, const Destination* destination) {
        if (destination == nullptr) {
            return nullptr;
        }
        const auto file = plan_.plugins.file(*destination);
        return file ? (*file)->manifest.action(pipeline.action) : nullptr;
    }

    void note(const Mark& at, Issue::Severity severity, const std::string& text) {
        plan_.issues.push_back({severity, at, text});
    }

    Compiled compile_mapping(const Pipeline& pipeline, const ActionSpec& action) {
        auto mapping = Mapping::compile(pipeline.mapping, action, pipeline.source.format);
        if (mapping) {
            return {*std::move(mapping), false};
        }
        append(plan_.issues, mapping.error());
        auto rest = Mapping::compile(
            mended(pipeline.mapping, mapping.error()), action, pipeline.source.format
        );
        return {rest ? std::optional{*std::move(rest)} : std::nullopt, true};
    }

    std::optional<Filter> compile_filter(const Pipeline& pipeline) {
        if (!pipeline.where) {
            return std::nullopt;
        }
        auto filter = Filter::compile(*pipeline.where, pipeline.source.format);
        if (!filter) {
            append(plan_.issues, filter.error());
            return std::nullopt;
        }
        return *std::move(filter);
    }

    void ask_plugin(const PipelinePlan& planned) {
        for (const PluginIssue& issue : planned.plugin.validate_mapping(planned.spec())) {
            const auto severity = issue.severity == SLUICE_SEV_ERROR ? Issue::Severity::error
                                                                     : Issue::Severity::warning;
            if (issue.severity != SLUICE_SEV_INFO && !is_said(planned, issue)) {
                note(mark_of(plan_.config, planned.pipeline, issue.path), severity, issue.message);
            }
        }
    }

    // The manifest's schema, or its list of fields, has found this already: an operator counts
    // errors.
    bool is_said(const PipelinePlan& planned, const PluginIssue& issue) const {
        const std::string& path = issue.path;
        if (misses_required(planned, issue)) {
            return true;
        }
        const Places& places = planned.destination.places;
        if (const auto place = places.find(path); place != places.end()) {
            return has_error_at(place->second.key) || has_error_at(place->second.value);
        }
        const Mark mark = mark_of(plan_.config, planned.pipeline, path);
        const auto& rules = planned.pipeline.mapping;
        return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
            return is_same(rule.at, mark) && planned.action.field(rule.field) == nullptr;
        });
    }

    bool has_error_at(const Mark& mark) const {
        return std::any_of(plan_.issues.begin(), plan_.issues.end(), [&](const Issue& issue) {
            return issue.severity == Issue::Severity::error && is_same(issue.at, mark);
        });
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

std::uint64_t PipelinePlan::sending_hash() const {
    std::string way = account() + '\n' + pipeline.action + '\n' + std::to_string(pipeline.op) +
                      '\n' + boost::json::serialize(pipeline.options);
    for (const sluice_field& field : mapping.fields()) {
        way += '\n' + std::string{sluice::to_view(field.name)};
    }
    return std::stoull(sha256_hex(way).substr(0, 16), nullptr, 16);
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
    append(plan->issues, check(plan->config, manifest_of));
    for (const Destination& destination : plan->config.destinations) {
        append(plan->issues, short_secrets(destination));
    }
    PipelinePlanner planner{*plan};
    for (const Pipeline& pipeline : plan->config.pipelines) {
        planner.add(pipeline);
        append(plan->issues, missing_columns(pipeline));
    }
    append(plan->issues, quota_conflicts(plan->config, plan->pipelines));
    append(plan->issues, rate_conflicts(plan->config, plan->pipelines));
    sort_by_place(plan->issues);
    return plan;
}

}  // namespace host
