// The rejection of a record for one of its slots. Called by whatever renders; pure, any thread.
#pragma once

#include <sluice/outcomes.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace webhook {

// message: "expected ..., found ..."; never the value.
inline sluice::Outcome slot_fault(
    sluice::Reason reason, std::string_view code, std::string_view message, std::size_t slot
) {
    return sluice::rejected(
        {.reason = reason,
         .code = code,
         .message = std::string{message},
         .field = static_cast<std::int32_t>(slot)}
    );
}

inline sluice::Outcome not_utf8(std::size_t slot) {
    return slot_fault(
        sluice::Reason::invalid_field, "not_utf8", "expected UTF-8 text, found other bytes", slot
    );
}

}  // namespace webhook
