// Why a value cannot be written, as a sentence. Used by everything in api; pure, any thread.
#pragma once

#include <cstdint>

namespace file {

// What was expected and what was found, without the value itself. Null: nothing is wrong.
using Problem = const char*;

// Why a record has no row.
struct RowFault {
    std::int32_t field;  // the slot at fault, or sluice::no_field
    Problem problem;
};

}  // namespace file
