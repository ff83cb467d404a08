#include "adobe_target/fields.hpp"

#include <array>

namespace adobe_target {

namespace {

constexpr std::array<KnownField, 3> update_fields{{
    {"mbox3rdPartyId",
     FieldKind::third_party_id,
     "Mbox 3rd Party ID",
     third_party_id_problem,
     true},
    {"mboxPC", FieldKind::pc_id, "PCID (mboxPC)", pc_id_problem, true},
    {"profile.*", FieldKind::attribute, "Profile attribute", nullptr, false},
}};

constexpr std::array<KnownField, 13> delivery_fields{{
    {"ecid", FieldKind::ecid, "ECID", ecid_problem, false},
    {"session_id", FieldKind::session_id, "Adobe Target Session ID", session_id_problem, false},
    {"edge_number", FieldKind::edge_number, "Mbox Edge Number", edge_number_problem, false},
    {"mbox3rdPartyId",
     FieldKind::third_party_id,
     "Mbox 3rd Party ID",
     third_party_id_problem,
     false},
    {"tntId", FieldKind::tnt_id, "Target ID (tntId)", tnt_id_problem, false},
    {"customer_ids.*", FieldKind::customer_id, "Customer ID", customer_id_problem, false},
    {"property_token", FieldKind::property_token, "Property token", nullptr, false},
    {"environment_id", FieldKind::environment_id, "Environment ID", nullptr, false},
    {"user_agent", FieldKind::user_agent, "User agent", nullptr, false},
    {"ip", FieldKind::ip, "IP address", nullptr, false},
    {"url", FieldKind::url, "Page URL", nullptr, false},
    {"event_time", FieldKind::event_time, "Event time", nullptr, false},
    {"profile.*", FieldKind::attribute, "Profile attribute", nullptr, false},
}};

}  // namespace

std::optional<Action> action_of(std::string_view id) {
    if (id == "send_identifiers") {
        return Action::send_identifiers;
    }
    return id == "stream_attributes" ? std::optional{Action::stream_attributes} : std::nullopt;
}

std::span<const KnownField> fields_of(Action action) {
    if (action == Action::send_identifiers) {
        return update_fields;
    }
    return delivery_fields;
}

FoundField find_field(Action action, std::string_view name) {
    for (const KnownField& known : fields_of(action)) {
        if (!known.name.ends_with('*')) {
            if (known.name == name) {
                return {.known = &known, .member = {}};
            }
            continue;
        }
        const std::string_view prefix = known.name.substr(0, known.name.size() - 1);
        if (name.starts_with(prefix)) {
            return {.known = &known, .member = name.substr(prefix.size())};
        }
    }
    return {};
}

}  // namespace adobe_target
