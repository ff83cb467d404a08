// Kept rejects as operators read them. Pure.
#pragma once

#include "host/record/reject_row.hpp"
#include "host/state/reject_query.hpp"

#include <string>
#include <vector>

namespace host {

// A table with the counts, or a line that there are none.
std::string groups_text(const std::vector<RejectGroup>& groups);

// One reject as one line of JSON, its payload as text: for people and for jq.
std::string reject_text(const RejectRow& row);

}  // namespace host
