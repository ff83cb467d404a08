#include "host/conform/derived_sample.hpp"

#include "host/manifest/pointer.hpp"

#include <sluice/destination.h>

#include <boost/json/array.hpp>

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;

json::value value_for(const json::object& schema) {
    if (const json::value* words = schema.if_contains("enum");
        words != nullptr && words->is_array() && !words->get_array().empty()) {
        return words->get_array()[0];
    }
    const json::value* type = schema.if_contains("type");
    const std::string_view word =
        type != nullptr && type->is_string() ? std::string_view{type->get_string()} : "string";
    if (word == "integer" || word == "number") {
        const json::value* least = schema.if_contains("minimum");
        return least != nullptr ? *least : json::value(1);
    }
    if (word == "boolean") {
        return false;
    }
    if (word == "array") {
        return json::array{};
    }
    return word == "object" ? json::value(json::object{}) : json::value("sample");
}

}  // namespace

std::vector<std::string> derived_fields(const ActionSpec& action) {
    const std::vector<std::string> none;
    const std::vector<std::string>& key = action.order_by.empty() ? none : action.order_by[0];
    std::vector<std::string> names;
    bool has_prefix = false;
    for (const FieldSpec& spec : action.fields) {
        const bool is_key = std::find(key.begin(), key.end(), spec.name) != key.end();
        const bool is_first_prefix = spec.is_prefix() && !has_prefix;
        if (spec.required || is_key || is_first_prefix) {
            names.push_back(spec.name);
            has_prefix = has_prefix || spec.is_prefix();
        }
    }
    if (names.empty() && !action.fields.empty()) {
        names.push_back(action.fields[0].name);
    }
    return names;
}

std::string derived_value(std::uint32_t type) {
    switch (type) {
    case SLUICE_T_BOOL:
        return "true";
    case SLUICE_T_JSON:
        return R"({"sample":"$N"})";
    case SLUICE_T_TIME_US:
        return "1767225600000000";  // 2026-01-01
    default:
        return "$N";
    }
}

json::object derived_config(const Manifest& manifest) {
    json::object config;
    for (const std::string& endpoint : manifest.test_endpoints) {
        put_member(config, endpoint, json::value(endpoint_placeholder));
    }
    const json::value* properties = manifest.config_schema.if_contains("properties");
    if (properties == nullptr || !properties->is_object()) {
        return config;
    }
    for (const auto& member : properties->get_object()) {
        const bool is_given = config.contains(member.key());
        if (is_mandatory(manifest.config_schema, member.key()) && !is_given &&
            member.value().is_object()) {
            config[member.key()] = value_for(member.value().get_object());
        }
    }
    return config;
}

bool is_mandatory(const json::object& schema, std::string_view member) {
    const json::value* required = schema.if_contains("required");
    const json::array* names = required != nullptr ? required->if_array() : nullptr;
    return names != nullptr &&
           std::any_of(names->begin(), names->end(), [&](const json::value& name) {
               return name.is_string() && name.get_string() == member;
           });
}

void put_member(json::object& config, std::string_view member, json::value value) {
    json::object* at = &config;
    const auto steps = pointer_steps(member_pointer(member));
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
        json::value& next = (*at)[steps[i]];
        if (!next.is_object()) {
            next = json::object{};
        }
        at = &next.get_object();
    }
    if (!steps.empty()) {
        (*at)[steps.back()] = std::move(value);
    }
}

}  // namespace host
