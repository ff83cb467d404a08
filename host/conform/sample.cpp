#include "host/conform/sample.hpp"

#include "host/manifest/pointer.hpp"
#include "host/manifest/schema.hpp"
#include "host/manifest/secret_members.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;

constexpr std::string_view placeholder = "$ENDPOINT";

std::uint32_t slot_type(std::string_view word, bool is_prefix) {
    if (is_prefix || word == "json") {
        return SLUICE_T_JSON;
    }
    if (word == "number") {
        return SLUICE_T_NUMBER;
    }
    if (word == "boolean") {
        return SLUICE_T_BOOL;
    }
    if (word == "time") {
        return SLUICE_T_TIME_US;
    }
    if (word == "bytes") {
        return SLUICE_T_BYTES;
    }
    if (word == "integer") {
        return SLUICE_T_I64;
    }
    return word == "float" ? SLUICE_T_F64 : SLUICE_T_STR;
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

bool is_key(const ActionSpec& action, std::string_view name) {
    return std::any_of(action.order_by.begin(), action.order_by.end(), [&](const auto& key) {
        return std::find(key.begin(), key.end(), name) != key.end();
    });
}

SampleField
sample_field(const ActionSpec& action, const std::string& name, const ProfileField& wanted) {
    const FieldSpec* spec = action.field(name);
    SampleField field;
    field.name = name;
    const bool is_prefix = name.size() > 2 && name.ends_with(".*");
    field.type =
        slot_type(!wanted.type.empty() || spec == nullptr ? wanted.type : spec->type, is_prefix);
    if (spec != nullptr) {
        field.flags |= spec->required ? SLUICE_FF_REQUIRED : 0;
        field.flags |= spec->pii ? SLUICE_FF_PII : 0;
    }
    field.flags |= is_key(action, name) ? SLUICE_FF_KEY : 0;
    field.values = wanted.values;
    field.constant = wanted.constant;
    if (field.values.empty()) {
        field.values.push_back(field.constant.value_or(derived_value(field.type)));
    }
    return field;
}

// The fields that are mandatory, the first key, and one prefix field: the least that an action
// makes sense with.
std::vector<SampleField> derived_fields(const ActionSpec& action) {
    std::vector<SampleField> fields;
    bool has_prefix = false;
    for (const FieldSpec& spec : action.fields) {
        const bool is_first_key =
            !action.order_by.empty() &&
            std::find(action.order_by[0].begin(), action.order_by[0].end(), spec.name) !=
                action.order_by[0].end();
        const bool is_first_prefix = spec.is_prefix() && !has_prefix;
        if (spec.required || is_first_key || is_first_prefix) {
            fields.push_back(sample_field(action, spec.name, {}));
            has_prefix = has_prefix || spec.is_prefix();
        }
    }
    if (fields.empty() && !action.fields.empty()) {
        fields.push_back(sample_field(action, action.fields[0].name, {}));
    }
    return fields;
}

void put(json::object& config, std::string_view member, json::value value) {
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

bool has(const json::object& config, std::string_view member) {
    json::error_code missing;
    return json::value(config).find_pointer(member_pointer(member), missing) != nullptr;
}

bool is_mandatory(const json::object& schema, std::string_view member) {
    const json::value* required = schema.if_contains("required");
    const json::array* names = required != nullptr ? required->if_array() : nullptr;
    return names != nullptr &&
           std::any_of(names->begin(), names->end(), [&](const json::value& name) {
               return name.is_string() && name.get_string() == member;
           });
}

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

json::object derived_config(const Manifest& manifest) {
    json::object config;
    for (const std::string& endpoint : manifest.test_endpoints) {
        put(config, endpoint, json::value(placeholder));
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

// Replaces the placeholder in every text below `value`; says whether there was one.
bool fill_in(json::value& value, std::string_view endpoint) {
    bool found = false;
    if (json::object* object = value.if_object()) {
        for (auto& member : *object) {
            found = fill_in(member.value(), endpoint) || found;
        }
    } else if (json::array* list = value.if_array()) {
        for (json::value& element : *list) {
            found = fill_in(element, endpoint) || found;
        }
    } else if (json::string* text = value.if_string()) {
        std::string filled{std::string_view{*text}};
        for (std::size_t at = filled.find(placeholder); at != std::string::npos;
             at = filled.find(placeholder, at)) {
            filled.replace(at, placeholder.size(), endpoint);
            at += endpoint.size();
            found = true;
        }
        *text = filled;
    }
    return found;
}

// References in the place of secrets, and values to answer for them.
void give_secrets(const Manifest& manifest, const Profile& profile, Sample& sample) {
    for (const std::string& name : manifest.secrets) {
        const auto given = profile.secrets.find(name);
        if (given != profile.secrets.end() || has(sample.config, name) ||
            is_mandatory(manifest.config_schema, name)) {
            put(sample.config, name, json::object{{"$secret", name}});
            sample.secrets[name] =
                given != profile.secrets.end() ? given->second : "canary-5ecre7-" + name;
        }
    }
    // "headers.X-Api-Key" of the manifest's "headers.*".
    for (const auto& [name, value] : profile.secrets) {
        if (secret_member(manifest.secrets, member_pointer(name)) == SecretMember::maybe) {
            put(sample.config, name, json::object{{"$secret", name}});
            sample.secrets[name] = value;
        }
    }
}

void complete(Sample& sample, const Manifest& manifest, const ActionSpec& action) {
    json::value config = sample.config;
    const auto wrong = validate(config, manifest.config_schema, manifest.secrets);
    if (!wrong.empty() && !sample.fault) {
        sample.fault = "the sample config is not valid: " + wrong[0].pointer + ": " +
                       to_sentence(wrong[0]) + "; give a profile with a config";
    }
    sample.config = config.as_object();
    json::value options = sample.options;
    const auto wrong_options = validate(options, action.options_schema);
    if (!wrong_options.empty() && !sample.fault) {
        sample.fault = "the sample options are not valid: " + wrong_options[0].pointer + ": " +
                       to_sentence(wrong_options[0]);
    }
    sample.options = options.as_object();
}

}  // namespace

Sample make_sample(const Manifest& manifest, const Profile& profile, std::string_view endpoint) {
    Sample sample;
    sample.expect = profile.expect;
    sample.accepted = profile.accepted.value_or(MockReply{});
    if (manifest.actions.empty()) {
        sample.fault = "the manifest names no action";
        return sample;
    }
    const ActionSpec* named = manifest.action(profile.action);
    const ActionSpec& action = named != nullptr ? *named : manifest.actions[0];
    sample.action = action.id;
    sample.config = profile.config ? *profile.config : derived_config(manifest);
    sample.options = profile.options.value_or(json::object{});
    if (!profile.config) {
        sample.derived.emplace_back("config: what the manifest's schema makes mandatory");
    }
    for (const auto& [name, field] : profile.fields) {
        sample.fields.push_back(sample_field(action, name, field));
    }
    if (sample.fields.empty()) {
        sample.fields = derived_fields(action);
        sample.derived.emplace_back(
            "fields: the mandatory ones, the first key and one prefix of " + action.id
        );
    }
    json::value config = sample.config;
    const bool has_endpoint = fill_in(config, endpoint);
    sample.config = config.as_object();
    give_secrets(manifest, profile, sample);
    complete(sample, manifest, action);
    if (!profile.http) {
        sample.no_http = "the profile says http: false";
    } else if (manifest.test_endpoints.empty() && manifest.egress.empty()) {
        sample.no_http = "the manifest names neither egress nor test_endpoints: it does no HTTP";
    } else if (!has_endpoint) {
        sample.no_http = "no member of the sample config holds $ENDPOINT, so the plugin cannot be "
                         "led to the mock";
    }
    return sample;
}

std::vector<std::string> profile_faults(const Manifest& manifest, const Profile& profile) {
    std::vector<std::string> faults;
    const ActionSpec* action = manifest.action(profile.action);
    if (!profile.action.empty() && action == nullptr) {
        faults.push_back(
            "expected action to be one of the manifest's, found '" + profile.action + "'"
        );
    }
    if (action == nullptr && !manifest.actions.empty()) {
        action = &manifest.actions[0];
    }
    for (const auto& [name, field] : profile.fields) {
        if (action != nullptr && action->field(name) == nullptr) {
            faults.push_back(
                "expected fields to be fields of " + action->id + ", found '" + name + "'"
            );
        }
    }
    return faults;
}

}  // namespace host
