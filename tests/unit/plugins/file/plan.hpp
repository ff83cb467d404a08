// Plans of rows and slots for the row encoders' tests.
#pragma once

#include "file/api/row_plan.hpp"
#include "tests/support/slots.hpp"

#include <string>
#include <utility>
#include <vector>

namespace test {

// Columns of these names in this order, each its own slot, without op and id.
inline file::RowPlan plan_of(std::vector<std::string> names) {
    file::RowPlan plan;
    plan.has_op = false;
    plan.names = std::move(names);
    for (std::size_t i = 0; i < plan.names.size(); ++i) {
        plan.slots.push_back(i);
    }
    return plan;
}

}  // namespace test
