#include "webhook/header_rules.hpp"

#include <algorithm>
#include <array>

namespace webhook {

namespace {

bool is_token_letter(char c) {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

char lower_case(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool is_header_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), is_token_letter);
}

bool is_reserved_header(std::string_view name) {
    constexpr std::array<std::string_view, 9> reserved{
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "Upgrade",
        "Expect",
        "TE",
        "Trailer"};
    return std::any_of(reserved.begin(), reserved.end(), [&](std::string_view other) {
        return is_same_header(name, other);
    });
}

bool is_header_value(std::string_view value) {
    return !value.empty() &&
           std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool is_same_header(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return lower_case(x) == lower_case(y);
    });
}

}  // namespace webhook
