// The fields that each action maps, as the manifest names them. Read by mapping and
// validate_mapping; any thread.
#pragma once

#include "adobe_target/api/identifiers.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace adobe_target {

enum class Action : std::uint8_t { send_identifiers, stream_attributes };

// None for an id that the manifest does not have.
std::optional<Action> action_of(std::string_view id);

enum class FieldKind : std::uint8_t {
    third_party_id,
    pc_id,
    ecid,
    session_id,
    edge_number,
    tnt_id,
    customer_id,
    property_token,
    environment_id,
    user_agent,
    ip,
    url,
    event_time,
    attribute,
};

struct KnownField {
    std::string_view name;  // "ecid", or a prefix "profile.*"
    FieldKind kind = FieldKind::attribute;
    std::string_view title;                          // as operators know it
    Problem (*problem)(std::string_view) = nullptr;  // of identifiers
    bool may_be_many = false;                        // ID extension: the manifest's multi_id
};

std::span<const KnownField> fields_of(Action action);

struct FoundField {
    const KnownField* known = nullptr;  // null: unknown
    std::string_view member;            // "tier" of profile.tier; "*" of profile.*; "" of ecid
};

// What a mapped name means to an action.
FoundField find_field(Action action, std::string_view name);

}  // namespace adobe_target
