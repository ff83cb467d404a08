#include "host/command/manifest_text.hpp"

#include "host/report/table.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& schema, std::string_view member) {
    const json::value* value = schema.if_contains(member);
    if (value == nullptr) {
        return {};
    }
    return value->is_string() ? std::string{value->get_string()} : json::serialize(*value);
}

bool is_listed(const json::value* list, std::string_view name) {
    return list != nullptr && list->is_array() &&
           std::any_of(
               list->get_array().begin(),
               list->get_array().end(),
               [&](const json::value& entry) {
                   return entry.is_string() && entry.get_string() == name;
               }
           );
}

// Rows of one object schema; members of members as "tls.ca_file".
void add_members(Table& table, const json::object& schema, const std::string& prefix) {
    const json::value* properties = schema.if_contains("properties");
    if (properties == nullptr || !properties->is_object()) {
        return;
    }
    for (const auto& [name, member] : properties->get_object()) {
        if (!member.is_object()) {
            continue;
        }
        const json::object& inner = member.get_object();
        const std::string path = prefix + std::string{name};
        const bool required = is_listed(schema.if_contains("required"), name);
        table.row(
            {path,
             text_of(inner, "type"),
             required ? "mandatory" : text_of(inner, "default"),
             text_of(inner, "description")}
        );
        add_members(table, inner, path + '.');
    }
}

std::string members_text(std::string_view title, const json::object& schema) {
    Table table{{{"NAME"}, {"TYPE"}, {"DEFAULT"}, {"MEANING"}}};
    add_members(table, schema, "");
    return table.empty() ? std::string{} : '\n' + std::string{title} + '\n' + table.text();
}

std::string order_text(const ActionSpec& action) {
    std::string text;
    for (const auto& key : action.order_by) {
        text += text.empty() ? "" : "; ";
        for (const std::string& field : key) {
            text += (&field == &key.front() ? "" : " + ") + field;
        }
    }
    return text.empty() ? "none" : text;
}

std::string action_text(const ActionSpec& action) {
    std::string text = "\naction " + action.id + ": " + action.title + '\n';
    if (!action.description.empty()) {
        text += action.description + '\n';
    }
    text += "order kept by: " + order_text(action) + '\n';
    if (action.quota.limit != 0) {
        text += "quota: " + std::to_string(action.quota.limit) + " updates in any " +
                std::to_string(action.quota.window.count() / 3600) + " h, per account\n";
    }
    Table fields{{{"FIELD"}, {"TYPE"}, {""}, {"MEANING"}}};
    for (const FieldSpec& field : action.fields) {
        const std::string meaning =
            field.title.empty() ? field.description : field.title + ". " + field.description;
        fields.row({field.name, field.type, field.required ? "mandatory" : "", meaning});
    }
    return text + fields.text() + members_text("options of the pipeline", action.options_schema);
}

}  // namespace

std::string
manifest_text(const Manifest& manifest, std::string_view path, std::string_view sha256) {
    std::string text = manifest.name + ' ' + manifest.version + " (" + manifest.id + ")\n";
    text += "path    " + std::string{path} + '\n';
    text += "sha256  " + std::string{sha256} + '\n';
    if (!manifest.docs.empty()) {
        text += "docs    " + manifest.docs + '\n';
    }
    text += members_text("config", manifest.config_schema);
    for (const ActionSpec& action : manifest.actions) {
        text += action_text(action);
    }
    return text;
}

}  // namespace host
