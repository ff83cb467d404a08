#include "host/config/action_json_schema.hpp"

#include "host/manifest/pointer.hpp"
#include "host/manifest/secret_members.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

json::object reference_to(const char* definition) {
    return {{"$ref", std::string{"#/definitions/"} + definition}};
}

// Keeps what an editor shows of a member whose schema is replaced.
void copy_words(const json::object& from, json::object& to) {
    for (const char* name : {"title", "description", "default"}) {
        if (const json::value* words = from.if_contains(name)) {
            to[name] = *words;
        }
    }
}

bool is_secret(const Manifest& manifest, const std::string& pointer) {
    return secret_member(manifest.secrets, pointer) == SecretMember::always;
}

bool is_text(const json::object& schema) {
    const json::value* type = schema.if_contains("type");
    return type != nullptr && *type == "string";
}

void allow_references(json::object& schema, const Manifest& manifest, const std::string& at) {
    json::value* others = schema.if_contains("additionalProperties");
    if (others != nullptr && others->is_object() && is_text(others->get_object())) {
        *others = json::object{{"anyOf", json::array{*others, reference_to("reference")}}};
    }
    json::value* properties = schema.if_contains("properties");
    if (properties == nullptr) {
        return;
    }
    for (auto& property : properties->get_object()) {
        std::string place = pointer_to(at, std::string_view{property.key()});
        json::object& own = property.value().get_object();
        json::object changed;
        copy_words(own, changed);
        if (is_secret(manifest, place)) {
            changed["allOf"] = json::array{reference_to("reference")};
            own = std::move(changed);
        } else if (is_text(own)) {
            changed["anyOf"] = json::array{own, reference_to("reference")};
            own = std::move(changed);
        } else {
            allow_references(own, manifest, place);
        }
    }
}

// "profile.*" -> "^profile[.]."
std::string pattern_of(const FieldSpec& prefix) {
    std::string pattern = "^";
    for (char c : prefix.name.substr(0, prefix.name.size() - 1)) {
        bool is_plain =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        pattern += is_plain ? std::string{c} : std::string{"["} + c + "]";
    }
    return pattern + ".";
}

json::object rule_of_field(const FieldSpec& field) {
    json::object rule{{"allOf", json::array{reference_to("rule")}}};
    if (!field.title.empty()) {
        rule["title"] = field.title;
    }
    if (!field.description.empty()) {
        rule["description"] = field.description;
    }
    return rule;
}

json::object mapping_json_schema(const ActionSpec& action) {
    json::object properties;
    json::object patterns;
    json::array required;
    for (const FieldSpec& field : action.fields) {
        properties[field.name] = rule_of_field(field);
        if (field.is_prefix()) {
            patterns[pattern_of(field)] = rule_of_field(field);
        } else if (field.required) {
            required.emplace_back(field.name);
        }
    }
    json::object mapping{{"properties", properties}, {"additionalProperties", false}};
    if (!patterns.empty()) {
        mapping["patternProperties"] = patterns;
    }
    if (!required.empty()) {
        mapping["required"] = required;
    }
    return mapping;
}

}  // namespace

json::object settings_json_schema(const Manifest& manifest) {
    json::object schema = manifest.config_schema;
    allow_references(schema, manifest, "");
    return schema;
}

json::object action_json_schema(const ActionSpec& action) {
    json::object properties{{"mapping", mapping_json_schema(action)}};
    if (action.options_schema.empty()) {
        properties["options"] = {{"additionalProperties", false}};
        return {{"properties", properties}};
    }
    // `required` options may stand under `options` or directly in the pipeline, which check()
    // judges, not an editor.
    json::object options = action.options_schema;
    options.erase("required");
    if (const json::value* direct = options.if_contains("properties")) {
        for (const auto& option : direct->get_object()) {
            properties.emplace(option.key(), option.value());
        }
    }
    properties["options"] = options;
    return {{"properties", properties}};
}

}  // namespace host
