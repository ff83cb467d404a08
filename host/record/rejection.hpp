// Why an update will never be delivered, as it is kept for the operator. From the first parse to
// the reject table.
#pragma once

#include <cstdint>
#include <string>

namespace host {

// code: short and stable, what `rejects list` groups by ("bad_json", "missing_field", "too_large",
// "gave_up", or the plugin's own). message: a sentence without a visitor's value. field: the mapped
// field at fault, "" for none.
struct Rejection {
    std::string code;
    std::string message;
    std::string field;
    std::int32_t vendor_code = 0;  // the far side's own, say an HTTP status; 0 none
    bool maybe_delivered = false;  // an attempt was written without an answer
};

}  // namespace host
