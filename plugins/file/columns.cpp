#include "file/columns.hpp"

#include <string>

namespace file {

std::optional<std::string_view> column_name(std::string_view field) {
    constexpr std::string_view prefix = "column.";
    if (field.size() <= prefix.size() || !field.starts_with(prefix)) {
        return std::nullopt;
    }
    return field.substr(prefix.size());
}

RowPlan row_plan(const sluice::Spec& spec, const Options& options) {
    RowPlan plan;
    plan.has_op = options.has_op;
    plan.has_id = options.has_id;
    for (std::size_t slot = 0; slot < spec.size(); ++slot) {
        const auto name = column_name(spec.field(slot).name());
        if (!name) {
            continue;
        }
        if (*name == "*") {
            plan.members = slot;
        } else {
            plan.names.emplace_back(*name);
            plan.slots.push_back(slot);
        }
    }
    plan.taken = plan.names;
    if (plan.has_op) {
        plan.taken.emplace_back("op");
    }
    if (plan.has_id) {
        plan.taken.emplace_back("id");
    }
    return plan;
}

}  // namespace file
