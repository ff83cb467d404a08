// What a row is made of: the mapping, worked out once. Made by columns.cpp, read by the row
// encoders; values.
#pragma once

#include <sluice/destination.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace file {

struct RowPlan {
    bool has_op = true;                  // first column, "op": upsert or delete
    bool has_id = false;                 // then "id": the record's idempotency key
    std::vector<std::string> names;      // of the columns, in the mapping's order
    std::vector<std::size_t> slots;      // slots[i] belongs to names[i]
    std::optional<std::size_t> members;  // of column.*; NDJSON alone
    std::vector<std::string> taken;      // names that a member of column.* may not have
};

// One record, as an encoder sees it. Views; valid during the call.
struct RowInput {
    std::span<const sluice_value> values;
    std::uint32_t op = SLUICE_OP_UPSERT;
    std::string_view id;
};

// "upsert" or "delete"; empty for another operation.
inline std::string_view op_name(std::uint32_t op) {
    if (op == SLUICE_OP_UPSERT) {
        return "upsert";
    }
    return op == SLUICE_OP_DELETE ? "delete" : "";
}

}  // namespace file
