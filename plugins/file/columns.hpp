// The mapping made into columns, once, at init. Called by the destination with a mapping that
// validate_mapping let pass.
#pragma once

#include "file/api/row_plan.hpp"
#include "file/settings.hpp"

#include <sluice/spec.hpp>

#include <optional>
#include <string_view>

namespace file {

// "tier" of "column.tier", "*" of "column.*". None for every other field.
std::optional<std::string_view> column_name(std::string_view field);

RowPlan row_plan(const sluice::Spec& spec, const Options& options);

}  // namespace file
