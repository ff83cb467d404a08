#include "host/config/check_settings.hpp"

#include "host/config/places.hpp"
#include "host/config/secrets.hpp"
#include "host/manifest/paths.hpp"
#include "host/manifest/pointer.hpp"
#include "host/manifest/schema.hpp"
#include "host/manifest/schema_words.hpp"
#include "host/manifest/secret_members.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

bool is_secret(const Manifest& manifest, const SecretRef& reference) {
    return secret_member(manifest.secrets, reference.pointer) != SecretMember::no;
}

// Puts the values of references that are no secrets into the settings. Gives their pointers with
// what to call the values, since a value from elsewhere is not shown in errors; "" for one that
// cannot be had, which is reported.
using Settled = std::map<std::string, std::string>;

Settled settle_references(
    Destination& destination,
    const Manifest& manifest,
    json::value& settings,
    std::vector<Issue>& issues
) {
    Settled settled;
    std::vector<SecretRef> secrets;
    for (SecretRef& reference : destination.secrets) {
        if (is_secret(manifest, reference)) {
            secrets.push_back(std::move(reference));
            continue;
        }
        std::string& words = settled[reference.pointer];
        auto value = resolve_secret(reference);
        if (value) {
            bool is_env = reference.kind == SecretRef::Kind::env;
            words = (is_env ? "what the environment variable " : "what the file ") +
                    reference.value + " holds";
        } else if (!reference.value.empty()) {
            issues.push_back({Issue::Severity::error, reference.at, value.error().text});
        }
        json::error_code missing;
        if (json::value* member = settings.find_pointer(reference.pointer, missing)) {
            *member = value ? *value : "";
        }
    }
    destination.secrets = std::move(secrets);
    return settled;
}

// What an operator wrote into a secret member by mistake goes no further.
void forget_plain_secrets(const Manifest& manifest, json::value& settings) {
    for (const std::string& name : manifest.secrets) {
        json::error_code missing;
        std::string at = member_pointer(name);
        if (secret_member(manifest.secrets, at) != SecretMember::always) {
            continue;
        }
        json::value* member = settings.find_pointer(at, missing);
        if (member != nullptr && !is_secret_reference(*member)) {
            *member = nullptr;
        }
    }
}

void hide_settled(std::vector<SchemaFinding>& findings, const Settled& settled) {
    std::erase_if(findings, [&](SchemaFinding& finding) {
        auto known = settled.find(finding.pointer);
        if (known == settled.end() || finding.where == SchemaFinding::Where::key) {
            return false;
        }
        finding.found = known->second;
        finding.advice.clear();
        return known->second.empty();
    });
}

}  // namespace

void check_settings(
    Destination& destination, const Manifest& manifest, std::vector<Issue>& issues
) {
    json::value settings = destination.config;
    LiteralTexts texts = literals_below(destination.places, "/config");
    take_literals_as_text(settings, manifest.config_schema, texts);
    auto settled = settle_references(destination, manifest, settings, issues);
    std::vector<SchemaFinding> findings =
        validate(settings, manifest.config_schema, manifest.secrets);
    hide_settled(findings, settled);
    add_findings(issues, findings, destination.places, "/config", destination.at);
    forget_plain_secrets(manifest, settings);
    make_paths_absolute(settings, manifest.config_schema, destination.folder);
    destination.config = settings.get_object();
}

}  // namespace host
