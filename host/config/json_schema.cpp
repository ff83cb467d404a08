#include "host/config/json_schema.hpp"

#include "host/config/action_json_schema.hpp"
#include "host/config/file_schema.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <map>
#include <utility>
#include <vector>

namespace host {
namespace {

namespace json = boost::json;

json::object& properties_of(json::object& schema) {
    return schema.at("properties").get_object();
}

json::object& named_parts(json::object& file, const char* kind) {
    return properties_of(file).at(kind).get_object().at("additionalProperties").get_object();
}

// What only our own parser understands.
void strip(json::value& value) {
    if (json::object* object = value.if_object()) {
        object->erase("x-expected");
        if (const json::value* format = object->if_contains("format");
            format != nullptr && *format == "path") {
            object->erase("format");
        }
        for (auto& member : *object) {
            strip(member.value());
        }
    } else if (json::array* list = value.if_array()) {
        for (json::value& item : *list) {
            strip(item);
        }
    }
}

json::object is(const char* member, const std::string& word) {
    json::object fixed{{member, json::object{{"const", word}}}};
    return {{"properties", fixed}, {"required", json::array{member}}};
}

json::object condition_definition() {
    json::object condition = condition_schema();
    json::object& properties = properties_of(condition);
    const json::object again{{"$ref", "#/definitions/condition"}};
    properties.at("all").get_object()["items"] = again;
    properties.at("any").get_object()["items"] = again;
    properties.at("not").get_object()["allOf"] = json::array{again};
    return condition;
}

json::object reference_definition() {
    auto one = [](const char* kind, const char* words) {
        json::object text{{"type", "string"}, {"minLength", 1}, {"description", words}};
        return json::object{
            {"type", "object"},
            {"additionalProperties", false},
            {"required", json::array{kind}},
            {"properties", json::object{{kind, text}}}};
    };
    json::array forms{
        one("env", "Name of the environment variable that holds the value."),
        one("file", "Path of the file that holds the value; one newline at its end is left out.")};
    return {{"oneOf", forms}, {"description", "A value that is kept elsewhere."}};
}

json::object definitions() {
    return {
        {"rule", rule_schema()},
        {"condition", condition_definition()},
        {"reference", reference_definition()}};
}

void add_plugins(json::object& destination, std::span<const NamedManifest> plugins) {
    json::array names;
    json::array conditions;
    for (const NamedManifest& each : plugins) {
        names.emplace_back(each.plugin);
        json::object then{
            {"properties", json::object{{"config", settings_json_schema(*each.manifest)}}}};
        if (each.manifest->config_schema.contains("required")) {
            then["required"] = json::array{"config"};
        }
        conditions.push_back(json::object{{"if", is("plugin", each.plugin)}, {"then", then}});
    }
    if (!plugins.empty()) {
        properties_of(destination).at("plugin").get_object()["examples"] = names;
        destination["allOf"] = conditions;
    }
}

// Actions of the same name may belong to several plugins: then one of them must fit.
using Actions = std::map<std::string, std::vector<const ActionSpec*>>;

json::object choice_of(const std::string& id, const ActionSpec& action) {
    json::object choice{{"const", id}};
    if (!action.title.empty()) {
        choice["title"] = action.title;
    }
    if (!action.description.empty()) {
        choice["description"] = action.description;
    }
    return choice;
}

void add_actions(json::object& pipeline, const Actions& actions) {
    json::object& properties = properties_of(pipeline);
    json::array choices;
    json::array conditions;
    for (const auto& [id, same] : actions) {
        choices.push_back(choice_of(id, *same.front()));
        json::array fits;
        for (const ActionSpec* action : same) {
            json::object schema = action_json_schema(*action);
            for (const auto& member : properties_of(schema)) {
                properties.emplace(member.key(), json::object{});
            }
            fits.push_back(std::move(schema));
        }
        json::value then = fits.size() == 1 ? fits[0] : json::value(json::object{{"anyOf", fits}});
        conditions.push_back(json::object{{"if", is("action", id)}, {"then", then}});
    }
    if (!actions.empty()) {
        properties.at("action").get_object()["oneOf"] = choices;
        pipeline["allOf"] = conditions;
        pipeline["additionalProperties"] = false;
    }
}

}  // namespace

json::object config_json_schema(std::span<const NamedManifest> plugins) {
    json::object file = file_schema();
    Actions actions;
    for (const NamedManifest& each : plugins) {
        for (const ActionSpec& action : each.manifest->actions) {
            actions[action.id].push_back(&action);
        }
    }
    add_plugins(named_parts(file, "destinations"), plugins);
    json::object& pipeline = named_parts(file, "pipelines");
    json::object& properties = properties_of(pipeline);
    properties.at("mapping").get_object()["additionalProperties"] = {
        {"$ref", "#/definitions/rule"}};
    properties.at("where").get_object()["allOf"] =
        json::array{json::object{{"$ref", "#/definitions/condition"}}};
    add_actions(pipeline, actions);
    file["$schema"] = "http://json-schema.org/draft-07/schema#";
    file["title"] = "Sluice pipeline file";
    file["definitions"] = definitions();
    json::value all = std::move(file);
    strip(all);
    return all.get_object();
}

}  // namespace host
