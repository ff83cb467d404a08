#include "host/conform/sample.hpp"

#include "host/conform/derived_sample.hpp"
#include "host/manifest/pointer.hpp"
#include "host/manifest/schema.hpp"
#include "host/manifest/secret_members.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;

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

bool has(const json::object& config, std::string_view member) {
    json::error_code missing;
    return json::value(config).find_pointer(member_pointer(member), missing) != nullptr;
}

// Replaces the endpoint_placeholder in every text below `value`; says whether there was one.
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
        for (std::size_t at = filled.find(endpoint_placeholder); at != std::string::npos;
             at = filled.find(endpoint_placeholder, at)) {
            filled.replace(at, endpoint_placeholder.size(), endpoint);
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
            put_member(sample.config, name, json::object{{"$secret", name}});
            sample.secrets[name] =
                given != profile.secrets.end() ? given->second : "canary-5ecre7-" + name;
        }
    }
    // "headers.X-Api-Key" of the manifest's "headers.*".
    for (const auto& [name, value] : profile.secrets) {
        if (secret_member(manifest.secrets, member_pointer(name)) == SecretMember::maybe) {
            put_member(sample.config, name, json::object{{"$secret", name}});
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

// A check may be skipped for ever where the runtime itself breaks its rule, and nowhere else.
std::vector<std::string> eternal_skips(const Manifest& manifest, const Profile& profile) {
    std::vector<std::string> faults;
    for (const ProfileSkip& skip : profile.skips) {
        if (skip.expires == "never" && manifest.runtime != "go") {
            faults.push_back(
                "expected the skip of " + skip.check +
                " to expire on a day, such as 2027-01-31, found never, which is for plugins whose "
                "manifest says \"runtime\": \"go\""
            );
        }
    }
    return faults;
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
        for (const std::string& name : derived_fields(action)) {
            sample.fields.push_back(sample_field(action, name, {}));
        }
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
    std::vector<std::string> faults = eternal_skips(manifest, profile);
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
