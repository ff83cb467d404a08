// A record as one row of CSV, by RFC 4180 with line feeds. Called by the destination's writing
// thread; pure.
#pragma once

#include "file/api/problem.hpp"
#include "file/api/row_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace file {

// A spreadsheet takes a cell that begins with = + - @ tab or CR for a formula, and runs it.
enum class Formulas : std::uint8_t {
    leave,   // values stay as they are
    disarm,  // a text that begins so gets a ' before it (OWASP, CSV Injection); numbers stay
};

// The columns' names with their line feed. `plan` has no column.*.
std::string csv_header(const RowPlan& plan, Formulas formulas);

// Appends the row with its line feed:
//     upsert,crm-7,1.10,"Zürich, Bern",,""
// A column that the record lacks, and null, is nothing; an empty text is "". On a fault `out` is as
// it was before.
std::optional<RowFault>
append_csv_row(std::string& out, const RowPlan& plan, const RowInput& record, Formulas formulas);

}  // namespace file
