#include "host/source/json_fault.hpp"

namespace host {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// A visitor's value must not be told, so only its kind is.
std::string found(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) {
        return "the end of the line";
    }
    const char c = text[offset];
    if (std::string_view{"{}[]:,\"'\\"}.find(c) != std::string_view::npos) {
        return std::string{c};
    }
    if (is_letter(c)) {
        return "a letter";
    }
    if (is_digit(c)) {
        return "a digit";
    }
    return static_cast<unsigned char>(c) < 0x20 ? "a control character" : "another character";
}

// Does `offset` stand inside a string? Right up to the first fault, which is all that is asked.
bool is_in_string(std::string_view text, std::size_t offset) {
    bool inside = false;
    for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
        if (inside && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            inside = !inside;
        }
    }
    return inside;
}

std::string expected_in_string(std::string_view text, std::size_t offset) {
    if (offset > 0 && text[offset - 1] == '\\') {
        return R"(an escape such as \n, \" or \u00e9)";
    }
    return R"(a string that writes control characters as escapes (\n, \u0000))";
}

std::string expected_outside(std::string_view text, std::size_t offset) {
    const std::size_t last = text.substr(0, offset).find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos) {
        return "an object {...}";
    }
    const char before = text[last];
    switch (before) {
    case '{':
        return "a member's name in double quotes, or }";
    case '[':
        return "a value, or ]";
    case ',':
        return "a further member or value";
    case ':':
        return "a value";
    default:
        break;
    }
    if (is_letter(before)) {
        return "true, false or null, and then a comma or a closing bracket";
    }
    if (is_digit(before) || before == '-' || before == '.' || before == '+') {
        return "a number such as -12.5e3, and then a comma or a closing bracket";
    }
    return "a comma, a colon or a closing bracket";
}

std::string expected_by_syntax(std::string_view text, std::size_t offset) {
    return is_in_string(text, offset) ? expected_in_string(text, offset)
                                      : expected_outside(text, offset);
}

std::string expected(std::string_view text, std::size_t offset, boost::json::error kind) {
    using boost::json::error;
    switch (kind) {
    case error::incomplete:
        return "the object to be closed";
    case error::extra_data:
        return "nothing behind the object";
    case error::too_deep:
        return "arrays and objects nested at most 64 deep";
    case error::illegal_leading_surrogate:
    case error::illegal_trailing_surrogate:
    case error::expected_utf16_escape:
        return R"(both halves of a surrogate pair (\ud83d\ude00))";
    case error::expected_hex_digit:
        return R"(four hex digits behind \u)";
    case error::exponent_overflow:
        return "a number with a smaller exponent";
    default:
        return expected_by_syntax(text, offset);
    }
}

}  // namespace

std::string
json_fault(std::string_view text, std::size_t offset, const boost::json::error_code& error) {
    const auto kind = static_cast<boost::json::error>(error.value());
    return "expected " + expected(text, offset, kind) + ", found " + found(text, offset);
}

}  // namespace host
