// Between the C strings of the ABI and std::string_view. Used on both sides of the wall, on any
// thread.
#pragma once

#include <sluice/destination.h>

#include <string_view>

namespace sluice {

// Borrows `text`; valid as long as `text` is.
inline sluice_str to_str(std::string_view text) {
    return {text.data(), text.size()};
}

// Borrows what `text` points to. A null pointer gives an empty view, whatever the length says.
inline std::string_view to_view(sluice_str text) {
    return text.ptr == nullptr ? std::string_view{} : std::string_view{text.ptr, text.len};
}

// The bytes of a STR, BYTES, JSON or NUMBER slot; empty for the other types.
inline std::string_view to_view(const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_STR:
    case SLUICE_T_BYTES:
    case SLUICE_T_JSON:
    case SLUICE_T_NUMBER:
        return to_view(sluice_str{value.u.s, value.len});
    default:
        return {};
    }
}

}  // namespace sluice
