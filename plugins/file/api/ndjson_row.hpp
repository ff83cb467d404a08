// A record as one line of NDJSON. Called by the destination's writing thread; pure.
#pragma once

#include "file/api/problem.hpp"
#include "file/api/row_plan.hpp"

#include <optional>
#include <string>

namespace file {

// Appends the line with its line feed:
//     {"op":"upsert","user":"crm-7","points":1.10,"tier":null}
// A column that the record lacks is left out. On a fault `out` is as it was before.
std::optional<RowFault>
append_ndjson_row(std::string& out, const RowPlan& plan, const RowInput& record);

}  // namespace file
