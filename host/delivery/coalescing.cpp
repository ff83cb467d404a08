#include "host/delivery/coalescing.hpp"

#include "host/delivery/flat_members.hpp"

#include <algorithm>
#include <string_view>

namespace host {
namespace {

bool is_nothing(const sluice_value& value) {
    return value.type == SLUICE_T_ABSENT || value.type == SLUICE_T_NULL;
}

bool holds_text(const sluice_value& value) {
    return value.type == SLUICE_T_STR || value.type == SLUICE_T_BYTES ||
           value.type == SLUICE_T_JSON || value.type == SLUICE_T_NUMBER;
}

std::string_view text_of(const sluice_value& value) {
    return {value.u.s, value.len};
}

// Empty text names nobody: a plugin rejects each of them, and nobody's update stands for another's.
bool is_empty(const sluice_value& value) {
    return holds_text(value) && text_of(value).empty();
}

// The number 5 and the text "5" are one user, as the lanes have it.
bool is_same(const sluice_value& a, const sluice_value& b) {
    if (holds_text(a) && holds_text(b)) {
        return text_of(a) == text_of(b);
    }
    return (is_nothing(a) && is_nothing(b)) || (a.type == b.type && a.u.i == b.u.i);
}

sluice_value with_text(sluice_value value, std::string_view text, Arena& arena) {
    const std::string_view copy = arena.copy(text);
    value.u.s = copy.data();
    value.len = static_cast<std::uint32_t>(copy.size());
    return value;
}

}  // namespace

Coalescing::Coalescing(Coalesce how, const PluginTerms& plugin)
    : how_{how}, is_idempotent_{plugin.is_idempotent}, key_slots_{plugin.key_slots} {
    for (const std::string& field : plugin.fields) {
        is_prefix_.push_back(field.ends_with(".*"));
    }
}

bool Coalescing::may_supersede(const Update& older, const Slots& newer) const {
    const bool waits = older.state == Update::State::waiting ||
                       older.state == Update::State::ready ||
                       older.state == Update::State::scheduled;
    if (!waits || older.slots->op != newer.op || (older.maybe_delivered && !is_idempotent_)) {
        return false;
    }
    return std::all_of(key_slots_.begin(), key_slots_.end(), [&](std::size_t slot) {
        const sluice_value& value = newer.values[slot];
        return is_same(older.slots->values[slot], value) && !is_empty(value);
    });
}

std::span<const sluice_value>
Coalescing::united(const Slots& older, const Slots& newer, Arena& arena) const {
    const std::span<sluice_value> values = arena.make<sluice_value>(newer.values.size());
    for (std::size_t slot = 0; slot < values.size(); ++slot) {
        values[slot] = united_slot(slot, older.values[slot], newer.values[slot], arena);
    }
    return values;
}

sluice_value Coalescing::united_slot(
    std::size_t slot, const sluice_value& older, const sluice_value& newer, Arena& arena
) const {
    const bool is_prefix = slot < is_prefix_.size() && is_prefix_[slot];
    // Null for a whole prefix field names no member.
    const bool is_missing = newer.type == SLUICE_T_ABSENT || (is_prefix && is_nothing(newer));
    if (is_missing && !is_nothing(older)) {
        return holds_text(older) ? with_text(older, text_of(older), arena) : older;
    }
    if (is_prefix && newer.type == SLUICE_T_JSON && older.type == SLUICE_T_JSON) {
        if (const auto members = united_members(text_of(older), text_of(newer))) {
            return with_text(newer, *members, arena);
        }
    }
    return newer.type == SLUICE_T_ABSENT ? older : newer;
}

}  // namespace host
