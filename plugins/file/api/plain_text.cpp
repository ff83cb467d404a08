#include "file/api/plain_text.hpp"

#include <sluice/text.hpp>
#include <sluice/text/timestamp.hpp>
#include <sluice/text/utf8.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace file {

namespace {

template <class Number>
void append_number(std::string& out, Number number) {
    std::array<char, 32> buffer{};  // the longest: -1.7976931348623157e+308
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    out.append(buffer.data(), written.ptr);
}

Problem append_time(std::string& out, sluice::UnixTime time) {
    std::array<char, 32> buffer{};
    const auto written = sluice::write_timestamp(time, buffer);
    if (!written) {
        return "expected a time in the years 0 to 9999, found another";
    }
    out += *written;
    return nullptr;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Takes digits off the front of `text`; false if there is none.
bool take_digits(std::string_view& text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto count = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(count);
    return count != 0;
}

bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text.front()) == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

// RFC 8259, 6: no plus sign, no leading zero, digits on both sides of a point.
bool is_json_number(std::string_view text) {
    take(text, "-");
    if (!take(text, "0") && !take_digits(text)) {
        return false;
    }
    if (take(text, ".") && !take_digits(text)) {
        return false;
    }
    if (take(text, "eE")) {
        take(text, "+-");
        return take_digits(text) && text.empty();
    }
    return text.empty();
}

void append_base64(std::string& out, std::string_view bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::string_view three = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            bits = bits << 8U | (k < three.size() ? static_cast<unsigned char>(three[k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            out += k <= three.size() ? digits[bits >> (18U - 6U * k) & 63U] : '=';
        }
    }
}

}  // namespace

Problem append_plain_text(std::string& out, const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_ABSENT:
    case SLUICE_T_NULL:
        return nullptr;
    case SLUICE_T_BOOL:
        out += value.u.i != 0 ? "true" : "false";
        return nullptr;
    case SLUICE_T_I64:
        append_number(out, value.u.i);
        return nullptr;
    case SLUICE_T_F64:
        if (!std::isfinite(value.u.d)) {
            return "expected a number, found one that is infinite or none";
        }
        append_number(out, value.u.d);
        return nullptr;
    case SLUICE_T_NUMBER:
        if (!is_json_number(sluice::to_view(value))) {
            return "expected a number, found other text";
        }
        out += sluice::to_view(value);
        return nullptr;
    case SLUICE_T_STR:
        if (!sluice::is_utf8(sluice::to_view(value))) {
            return "expected UTF-8, found other bytes";
        }
        out += sluice::to_view(value);
        return nullptr;
    case SLUICE_T_BYTES:
        append_base64(out, sluice::to_view(value));
        return nullptr;
    case SLUICE_T_TIME_US:
        return append_time(out, sluice::UnixTime{value.u.i});
    default:
        return "expected a text, a number, a boolean, a time or bytes, found another type";
    }
}

}  // namespace file
