// One record as the templates see it. Made by the destination; a view, valid during the call.
#pragma once

#include <sluice/destination.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace webhook {

struct RecordView {
    std::span<const sluice_value> values;
    std::string_view id;
    std::string_view op;  // see op_name()
    std::uint32_t attempt = 1;
};

// "upsert", "delete"; "" for an operation that the manifest does not offer.
inline std::string_view op_name(std::uint32_t op) {
    if (op == SLUICE_OP_UPSERT) {
        return "upsert";
    }
    return op == SLUICE_OP_DELETE ? "delete" : "";
}

}  // namespace webhook
