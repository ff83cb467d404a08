#include "host/conform/check/describe.hpp"
#include "host/conform/check_run.hpp"
#include "host/manifest/pointer.hpp"

#include <sluice/text.hpp>

#include <boost/json/value.hpp>

#include <set>

namespace host {
namespace {

const std::set<std::string> field_types{"string", "number", "boolean", "json", "time", "any"};

void judge_action(const ActionSpec& action, Evidence& evidence) {
    std::set<std::string> names;
    evidence.expect(
        !action.fields.empty(), "expected the action " + action.id + " to have fields, found none"
    );
    for (const FieldSpec& field : action.fields) {
        const std::string place = action.id + ": field '" + field.name + "'";
        evidence.expect(
            names.insert(field.name).second, "expected each field once, found twice: " + place
        );
        evidence.expect(
            field_types.contains(field.type),
            "expected a type of string, number, boolean, json, time or any, found '" + field.type +
                "' in " + place
        );
    }
}

// A member that secrets, account or test_endpoints names stands in the schema, step by step.
bool is_in_schema(const boost::json::object& schema, std::string_view member) {
    if (member.ends_with(".*")) {
        member.remove_suffix(2);  // each member below: they have no names in a schema
    }
    const boost::json::object* at = &schema;
    for (const std::string& step : pointer_steps(member_pointer(member))) {
        const boost::json::value* properties = at->if_contains("properties");
        const boost::json::value* next = properties != nullptr && properties->is_object()
                                             ? properties->get_object().if_contains(step)
                                             : nullptr;
        if (next == nullptr || !next->is_object()) {
            return false;
        }
        at = &next->get_object();
    }
    return true;
}

void judge_members(
    const Manifest& manifest,
    const char* list,
    const std::vector<std::string>& members,
    Evidence& evidence
) {
    for (const std::string& member : members) {
        evidence.expect(
            is_in_schema(manifest.config_schema, member),
            std::string{"expected "} + list + " to name members of config_schema, found '" +
                member + "'"
        );
    }
}

void judge_manifest(const Manifest& manifest, Evidence& evidence) {
    evidence.expect(
        manifest.abi == SLUICE_ABI_MAJOR, "expected abi 1, found " + std::to_string(manifest.abi)
    );
    evidence.expect(!manifest.version.empty(), "expected a version, found none");
    evidence.expect(!manifest.actions.empty(), "expected an action, found none");
    evidence.expect(
        manifest.id.find('.') != std::string::npos,
        "expected an id in reverse-DNS form (org.example.print), found '" + manifest.id + "'"
    );
    std::set<std::string> ids;
    for (const ActionSpec& action : manifest.actions) {
        evidence.expect(
            ids.insert(action.id).second, "expected each action once, found twice: " + action.id
        );
        judge_action(action, evidence);
    }
    judge_members(manifest, "secrets", manifest.secrets, evidence);
    judge_members(manifest, "account", manifest.account, evidence);
    judge_members(manifest, "test_endpoints", manifest.test_endpoints, evidence);
}

}  // namespace

void check_desc_schema(CheckRun& run) {
    Evidence& evidence = run.evidence();
    const std::string& embedded = run.manifest_text();
    const auto manifest = parse_manifest(embedded);
    if (!manifest) {
        return evidence.fail(manifest.error());
    }
    judge_manifest(*manifest, evidence);
    const std::string_view described = sluice::to_view(run.plugin().describe());
    evidence.expect(
        described == embedded,
        "expected describe() to give the bytes of " SLUICE_MANIFEST_SYMBOL ", found " +
            std::to_string(described.size()) + " bytes that differ from its " +
            std::to_string(embedded.size())
    );
}

}  // namespace host
