#include "host/run/mandatory_fields.hpp"

#include <sluice/text.hpp>

#include <algorithm>

namespace host {
namespace {

bool is_empty(const sluice_value& value) {
    return value.type == SLUICE_T_ABSENT || value.type == SLUICE_T_NULL ||
           (value.type == SLUICE_T_STR && value.len == 0);
}

std::optional<std::size_t> slot_of(std::span<const sluice_field> mapped, std::string_view name) {
    for (std::size_t slot = 0; slot < mapped.size(); ++slot) {
        if (sluice::to_view(mapped[slot].name) == name) {
            return slot;
        }
    }
    return std::nullopt;
}

}  // namespace

MandatoryFields::MandatoryFields(const ActionSpec& action, std::span<const sluice_field> mapped) {
    for (const FieldSpec& field : action.fields) {
        if (const auto slot = slot_of(mapped, field.name); slot && field.required) {
            required_.push_back({field.name, *slot});
        }
    }
    for (const std::vector<std::string>& names : action.order_by) {
        Key key;
        for (const std::string& name : names) {
            if (const auto slot = slot_of(mapped, name)) {
                key.push_back({name, *slot});
            }
        }
        if (!key.empty() && key.size() == names.size()) {
            keys_.push_back(std::move(key));
        }
    }
}

std::optional<std::string> MandatoryFields::missing_in(const Slots& update) const {
    const auto lacks = [&](const Field& field) { return is_empty(update.values[field.slot]); };
    const auto required = std::find_if(required_.begin(), required_.end(), lacks);
    if (required != required_.end()) {
        return required->name;
    }
    std::string missing;
    for (const Key& key : keys_) {
        const auto field = std::find_if(key.begin(), key.end(), lacks);
        if (field == key.end()) {
            return std::nullopt;
        }
        missing += (missing.empty() ? "" : " or ") + field->name;
    }
    return missing.empty() ? std::nullopt : std::optional{missing};
}

}  // namespace host
