// Kept rejects as operators read them. Pure.
#pragma once

#include "host/record/reject_row.hpp"
#include "host/state/reject_query.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace host {

// A table with the counts and their sum, or a line that there are none.
std::string groups_text(const std::vector<RejectGroup>& groups);

// One reject as one line of JSON, its payload as text: for people and for jq.
std::string reject_text(const RejectRow& row);

// The same line with the payload as JSON, for a pipeline that reads `payload.customer.id`. As JSON
// only if the payload is a record.
enum class PayloadAs : std::uint8_t { json, text };
std::string reject_export(const RejectRow& row, PayloadAs as);

}  // namespace host
