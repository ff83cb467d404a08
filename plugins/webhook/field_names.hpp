// The mapping's fields by the names that templates use. Called by validate_mapping and the
// destination; pure, any thread.
#pragma once

#include <sluice/spec.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace webhook {

// "tier" of "field.tier", "*" of "field.*". None for every other field.
inline std::optional<std::string_view> field_name(std::string_view field) {
    constexpr std::string_view prefix = "field.";
    if (!field.starts_with(prefix) || field.size() == prefix.size()) {
        return std::nullopt;
    }
    return field.substr(prefix.size());
}

// One for each slot; "" for a field that is none.
inline std::vector<std::string> field_names(const sluice::Spec& spec) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < spec.size(); ++i) {
        names.emplace_back(field_name(spec.field(i).name()).value_or(""));
    }
    return names;
}

}  // namespace webhook
