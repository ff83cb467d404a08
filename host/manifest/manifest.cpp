#include "host/manifest/manifest.hpp"

#include "host/manifest/json_members.hpp"
#include "host/manifest/schema_words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <limits>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

constexpr std::size_t most_order_keys = 2;  // as many lanes as an update can stand in: Slots::keys

FieldSpec read_field(const json::object& object, const std::string& at, std::string& fault) {
    JsonMembers members{object, at, fault};
    FieldSpec field;
    field.type = "any";
    members.text("name", field.name);
    members.text("title", field.title);
    members.text("type", field.type);
    members.text("description", field.description);
    members.flag("required", field.required);
    members.flag("pii", field.pii);
    field.max_len = members.count("max_len");
    if (field.name.empty()) {
        members.fail("expected " + at + "name, found none");
    }
    return field;
}

void read_order(JsonMembers& members, const std::string& at, ActionSpec& action) {
    const json::array* keys = members.list("order_by");
    for (std::size_t i = 0; keys != nullptr && i < keys->size(); ++i) {
        action.order_by.push_back(members.texts_of((*keys)[i], "order_by"));
    }
    if (action.order_by.size() > most_order_keys) {
        members.fail(
            "expected at most 2 keys in " + at + "order_by, found " +
            std::to_string(action.order_by.size())
        );
    }
}

void read_quota(JsonMembers& members, const std::string& at, std::string& fault, QuotaSpec& quota) {
    if (const json::object* object = members.object("quota")) {
        JsonMembers inner{*object, at + "quota.", fault};
        quota.limit = inner.count("limit").value_or(0);
        quota.window = inner.seconds("window").value_or(std::chrono::hours{24});
    }
}

// Order and several identifiers can only be kept by fields that the action has.
void check_names(const ActionSpec& action, const std::string& at, JsonMembers& members) {
    auto known = [&](const std::string& name, const char* list) {
        if (action.field(name) == nullptr) {
            members.fail(
                "expected " + at + list + " to name fields of the action, found '" + name + "'"
            );
        }
    };
    for (const std::string& name : action.multi_id) {
        known(name, "multi_id");
    }
    for (const std::vector<std::string>& key : action.order_by) {
        for (const std::string& name : key) {
            known(name, "order_by");
        }
    }
}

ActionSpec read_action(const json::object& object, const std::string& at, std::string& fault) {
    JsonMembers members{object, at, fault};
    ActionSpec action;
    action.ops = {"upsert"};
    members.text("id", action.id);
    members.text("title", action.title);
    members.text("description", action.description);
    members.texts("ops", action.ops);
    members.texts("multi_id", action.multi_id);
    members.schema("options_schema", action.options_schema);
    members.flag("idempotent", action.idempotent);
    action.max_life = members.seconds("max_life");
    read_quota(members, at, fault, action.quota);
    read_order(members, at, action);
    members.each_object("fields", [&](const json::object& field, const std::string& place) {
        action.fields.push_back(read_field(field, place, fault));
    });
    if (action.id.empty()) {
        members.fail("expected " + at + "id, found none");
    }
    check_names(action, at, members);
    return action;
}

Manifest read_manifest(const json::object& object, std::string& fault) {
    JsonMembers members{object, "", fault};
    Manifest manifest;
    members.text("id", manifest.id);
    members.text("name", manifest.name);
    members.text("version", manifest.version);
    members.text("vendor", manifest.vendor);
    members.text("license", manifest.license);
    members.text("docs", manifest.docs);
    members.text("runtime", manifest.runtime);
    std::uint64_t abi = members.count("abi").value_or(1);
    if (abi > static_cast<std::uint64_t>(std::numeric_limits<int>::max())) {
        members.fail("expected abi to be a major version, found " + std::to_string(abi));
    } else {
        manifest.abi = static_cast<int>(abi);
    }
    members.schema("config_schema", manifest.config_schema);
    members.texts("secrets", manifest.secrets);
    members.texts("account", manifest.account);
    members.texts("egress", manifest.egress);
    members.texts("test_endpoints", manifest.test_endpoints);
    members.each_object("actions", [&](const json::object& action, const std::string& at) {
        manifest.actions.push_back(read_action(action, at, fault));
    });
    if (manifest.id.empty()) {
        members.fail("expected an id, found none");
    }
    return manifest;
}

}  // namespace

const FieldSpec* ActionSpec::field(std::string_view wanted) const {
    const FieldSpec* covering = nullptr;
    for (const FieldSpec& each : fields) {
        if (each.name == wanted) {
            return &each;
        }
        std::string_view prefix{each.name.data(), each.is_prefix() ? each.name.size() - 1 : 0};
        if (!prefix.empty() && wanted.size() > prefix.size() && wanted.starts_with(prefix)) {
            covering = &each;
        }
    }
    return covering;
}

const ActionSpec* Manifest::action(std::string_view wanted) const {
    for (const ActionSpec& each : actions) {
        if (each.id == wanted) {
            return &each;
        }
    }
    return nullptr;
}

sluice::Result<Manifest, std::string> parse_manifest(std::string_view text) {
    boost::json::error_code error;
    json::value parsed = json::parse({text.data(), text.size()}, error);
    if (error) {
        return "expected the manifest to be JSON: " + error.message();
    }
    if (!parsed.is_object()) {
        return "expected the manifest to be an object, found " + kind_in_words(parsed);
    }
    std::string fault;
    Manifest manifest = read_manifest(parsed.get_object(), fault);
    if (!fault.empty()) {
        return "manifest: " + fault;
    }
    return manifest;
}

}  // namespace host
