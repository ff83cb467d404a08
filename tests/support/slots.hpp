// Slots of records for unit tests of plugins. A view of the text that it is given.
#pragma once

#include <sluice/destination.h>

#include <cstdint>
#include <string_view>

namespace slots {

inline sluice_value of_type(std::uint32_t type, std::string_view text) {
    sluice_value value{};
    value.type = type;
    value.len = static_cast<std::uint32_t>(text.size());
    value.u.s = text.data();
    return value;
}

inline sluice_value text(std::string_view text) {
    return of_type(SLUICE_T_STR, text);
}

inline sluice_value number(std::string_view literal) {
    return of_type(SLUICE_T_NUMBER, literal);
}

inline sluice_value json(std::string_view json) {
    return of_type(SLUICE_T_JSON, json);
}

inline sluice_value absent() {
    return {};
}

inline sluice_value null() {
    sluice_value value{};
    value.type = SLUICE_T_NULL;
    return value;
}

inline sluice_value integer(std::uint32_t type, std::int64_t number) {
    sluice_value value{};
    value.type = type;
    value.u.i = number;
    return value;
}

inline sluice_value boolean(bool is_true) {
    return integer(SLUICE_T_BOOL, is_true ? 1 : 0);
}

inline sluice_value real(double number) {
    sluice_value value{};
    value.type = SLUICE_T_F64;
    value.u.d = number;
    return value;
}

}  // namespace slots
