// Small readers and makers of sluice_value, the typed slot of the wall. Used all over host/mapping.
// Pure.
#pragma once

#include "host/record/document.hpp"

#include <sluice/destination.h>

#include <cstdint>
#include <string_view>

namespace host {

// Borrows the text. Of type STR, NUMBER or JSON.
inline sluice_value text_slot(std::uint32_t type, std::string_view text) {
    sluice_value slot{};
    slot.type = type;
    slot.len = static_cast<std::uint32_t>(text.size());
    slot.u.s = text.data();
    return slot;
}

inline sluice_value bool_slot(bool value) {  // NOLINT: a bool is what it holds
    sluice_value slot{};
    slot.type = SLUICE_T_BOOL;
    slot.u.i = value ? 1 : 0;
    return slot;
}

inline sluice_value null_slot() {
    sluice_value slot{};
    slot.type = SLUICE_T_NULL;
    return slot;
}

inline bool is_nothing(const sluice_value& slot) {
    return slot.type == SLUICE_T_ABSENT || slot.type == SLUICE_T_NULL;
}

// What a text of it reads: "true" and "false" for booleans, "" for null and absent. Slots of this
// room are of no other types than ABSENT, NULL, BOOL, STR, NUMBER and JSON.
inline std::string_view slot_text(const sluice_value& slot) {
    if (slot.type == SLUICE_T_BOOL) {
        return slot.u.i != 0 ? "true" : "false";
    }
    return is_nothing(slot) ? std::string_view{} : std::string_view{slot.u.s, slot.len};
}

// Of a literal; an array or object gives ABSENT.
inline sluice_value literal_slot(const Node& node) {
    switch (node.kind) {
    case Node::Kind::null:
        return null_slot();
    case Node::Kind::boolean:
        return bool_slot(node.text == "true");
    case Node::Kind::number:
        return text_slot(SLUICE_T_NUMBER, node.text);
    case Node::Kind::string:
        return text_slot(SLUICE_T_STR, node.text);
    default:
        return {};
    }
}

inline bool is_literal(const Node& node) {
    return node.kind != Node::Kind::array && node.kind != Node::Kind::object;
}

}  // namespace host
