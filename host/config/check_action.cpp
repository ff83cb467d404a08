#include "host/config/check_action.hpp"

#include "host/config/places.hpp"
#include "host/config/read_pipeline.hpp"
#include "host/manifest/did_you_mean.hpp"
#include "host/manifest/paths.hpp"
#include "host/manifest/pointer.hpp"
#include "host/manifest/schema.hpp"
#include "host/manifest/schema_words.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

std::string question(const std::optional<std::string>& meant) {
    return meant ? ": did you mean '" + *meant + "'?" : "";
}

class ActionCheck {
public:
    ActionCheck(Pipeline& pipeline, std::vector<Issue>& issues)
        : pipeline_{pipeline}, issues_{issues} {}

    // The action, reported if the plugin has no such.
    const ActionSpec* find(const Manifest& manifest) {
        const ActionSpec* action = manifest.action(pipeline_.action);
        if (action != nullptr || pipeline_.action.empty()) {
            return action;
        }
        std::vector<std::string> ids;
        for (const ActionSpec& each : manifest.actions) {
            ids.push_back(each.id);
        }
        error(
            value("/action"),
            "expected an action of " + manifest.id + " (" + listed(ids) + "), found " +
                in_quotes(pipeline_.action) + question(did_you_mean(pipeline_.action, ids))
        );
        return nullptr;
    }

    void check_operation(const ActionSpec& action) {
        std::string op = pipeline_.op == SLUICE_OP_DELETE ? "delete" : "upsert";
        if (std::find(action.ops.begin(), action.ops.end(), op) == action.ops.end()) {
            error(
                value("/operation"),
                "expected an operation of " + action.id + " (" + listed(action.ops) + "), found " +
                    op
            );
        }
    }

    // What is for actions that tell users apart.
    void check_users(const ActionSpec& action) {
        const auto refuse = [&](const std::string& setting) {
            error(
                value("/" + setting),
                "expected " + setting + " with an action that tells users apart, found it with " +
                    action.id + ", which keeps no order by user: leave it out"
            );
        };
        if (pipeline_.delivery.coalesce != Coalesce::off && action.order_by.empty()) {
            refuse("coalesce");
        }
        if (pipeline_.delivery.skip_unchanged && action.order_by.empty()) {
            refuse("skip_unchanged");
        }
    }

    void check_mapping(const ActionSpec& action) {
        for (const Rule& rule : pipeline_.mapping) {
            if (action.field(rule.field) == nullptr) {
                report_unknown_field(rule, action);
            }
        }
        for (const FieldSpec& field : action.fields) {
            if (field.required && !is_mapped(field)) {
                std::string title = field.title.empty() ? "" : " (" + field.title + ")";
                error(
                    value("/mapping"),
                    "expected the field '" + field.name + "'" + title + ", found none" +
                        hint(field, action)
                );
            }
        }
    }

    // Moves options that stand under the pipeline to the others. What is left over is unknown.
    void claim_options(const ActionSpec* action) {
        std::vector<std::string> known = option_names(action);
        for (auto& member : std::exchange(pipeline_.unclaimed, {})) {
            std::string name{std::string_view{member.key()}};
            if (std::find(known.begin(), known.end(), name) == known.end()) {
                report_unknown_key(name, known, action != nullptr);
            } else if (!pipeline_.options.emplace(name, member.value()).second) {
                error(
                    key(pointer_to("", name)),
                    "expected the option '" + name + "' once, found it here and under options"
                );
            }
        }
    }

    void check_options(const ActionSpec& action) {
        json::object schema = action.options_schema;
        if (schema.empty()) {
            schema = {{"type", "object"}, {"additionalProperties", false}};
        }
        json::value options = pipeline_.options;
        take_literals_as_text(options, schema, option_literals());
        for (SchemaFinding& finding : validate(options, schema)) {
            const Place& place = option_place(finding.pointer);
            bool at_key = finding.where == SchemaFinding::Where::key;
            error(at_key ? place.key : place.value, to_sentence(finding));
        }
        make_paths_absolute(options, schema, pipeline_.folder);
        pipeline_.options = options.get_object();
    }

private:
    void error(const Mark& at, std::string text) {
        issues_.push_back({Issue::Severity::error, at, std::move(text)});
    }
    const Place& place(std::string_view pointer) const {
        return *nearest_place(pipeline_.places, pointer);
    }
    const Mark& value(std::string_view pointer) const { return place(pointer).value; }
    const Mark& key(std::string_view pointer) const { return place(pointer).key; }

    // Options stand under `options` or directly under the pipeline.
    const Place& option_place(const std::string& pointer) const {
        const Place& under_options = place("/options" + pointer);
        bool is_direct = pipeline_.places.contains(pointer_to("", first_step(pointer))) &&
                         !pipeline_.places.contains(pointer_to("/options", first_step(pointer)));
        return is_direct ? place(pointer) : under_options;
    }
    static std::string first_step(const std::string& pointer) {
        std::vector<std::string> steps = pointer_steps(pointer);
        return steps.empty() ? "" : steps.front();
    }
    LiteralTexts option_literals() const {
        LiteralTexts texts = literals_below(pipeline_.places, "/options");
        texts.merge(literals_below(pipeline_.places, ""));
        return texts;
    }

    bool is_mapped(const FieldSpec& field) const {
        std::string_view prefix{field.name.data(), field.is_prefix() ? field.name.size() - 1 : 0};
        return std::any_of(
            pipeline_.mapping.begin(),
            pipeline_.mapping.end(),
            [&](const Rule& rule) {
                return rule.field == field.name ||
                       (field.is_prefix() && rule.field.starts_with(prefix));
            }
        );
    }

    // Says so if an unknown field of the mapping was probably meant to be this one.
    std::string hint(const FieldSpec& field, const ActionSpec& action) const {
        std::vector<std::string> unknown;
        for (const Rule& rule : pipeline_.mapping) {
            if (action.field(rule.field) == nullptr) {
                unknown.push_back(rule.field);
            }
        }
        std::optional<std::string> near = did_you_mean(field.name, unknown);
        return near ? ": '" + *near + "' looks like it" : "";
    }

    void report_unknown_field(const Rule& rule, const ActionSpec& action) {
        std::vector<std::string> names;
        std::vector<std::string> candidates;
        std::size_t dot = rule.field.find('.');
        for (const FieldSpec& field : action.fields) {
            names.push_back(field.name);
            bool fits = field.is_prefix() && dot != std::string::npos;
            std::string_view prefix{field.name.data(), field.name.size() - (fits ? 1 : 0)};
            candidates.push_back(std::string{prefix} + (fits ? rule.field.substr(dot + 1) : ""));
        }
        error(
            rule.at,
            "expected a field of " + action.id + " (" + listed(names) + "), found " +
                in_quotes(rule.field) + question(did_you_mean(rule.field, candidates))
        );
    }

    static std::vector<std::string> option_names(const ActionSpec* action) {
        std::vector<std::string> names;
        const json::value* properties =
            action != nullptr ? action->options_schema.if_contains("properties") : nullptr;
        if (properties != nullptr) {
            for (const auto& property : properties->get_object()) {
                names.emplace_back(property.key());
            }
        }
        return names;
    }

    void report_unknown_key(
        const std::string& name, const std::vector<std::string>& options, bool all_known
    ) {
        std::vector<std::string> known = pipeline_keys();
        known.insert(known.end(), options.begin(), options.end());
        std::optional<std::string> meant = did_you_mean(name, known);
        if (all_known || meant) {
            error(
                key(pointer_to("", name)),
                "expected one of the keys " + listed(known) + ", found the unknown key " +
                    in_quotes(name) + question(meant)
            );
        }
    }

    Pipeline& pipeline_;
    std::vector<Issue>& issues_;
};

}  // namespace

void check_action(Pipeline& pipeline, const Manifest* manifest, std::vector<Issue>& issues) {
    ActionCheck check{pipeline, issues};
    const ActionSpec* action = manifest != nullptr ? check.find(*manifest) : nullptr;
    check.claim_options(action);
    if (action != nullptr) {
        check.check_operation(*action);
        check.check_users(*action);
        check.check_mapping(*action);
        check.check_options(*action);
    }
}

}  // namespace host
