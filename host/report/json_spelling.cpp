#include "host/report/json_spelling.hpp"

#include <charconv>
#include <cstdint>
#include <string>

namespace host {
namespace {

constexpr std::size_t unit_size = 6;  // \uXXXX

// What one escape stands for, in UTF-8, and how many bytes it takes; 0 if it is none.
struct Unescaped {
    std::string text;
    std::size_t size = 0;
};

bool is_between(std::uint32_t value, std::uint32_t first, std::uint32_t last) {
    return first <= value && value <= last;
}

std::string utf8(std::uint32_t point) {
    const auto tail = [](std::uint32_t bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
    if (point < 0x80) {
        return {static_cast<char>(point)};
    }
    if (point < 0x800) {
        return {static_cast<char>(0xC0U | point >> 6U), tail(point)};
    }
    if (point < 0x10000) {
        return {static_cast<char>(0xE0U | point >> 12U), tail(point >> 6U), tail(point)};
    }
    return {
        static_cast<char>(0xF0U | point >> 18U),
        tail(point >> 12U),
        tail(point >> 6U),
        tail(point)};
}

// The number in \uXXXX; -1 if there is no such thing.
std::int32_t unit(std::string_view json) {
    if (json.size() < unit_size || !json.starts_with("\\u")) {
        return -1;
    }
    std::int32_t value = 0;
    const char* end = json.data() + unit_size;
    const auto [stop, error] = std::from_chars(json.data() + 2, end, value, 16);
    return error == std::errc{} && stop == end && value >= 0 ? value : -1;
}

Unescaped unescaped_unit(std::string_view json) {
    const std::int32_t first = unit(json);
    if (first < 0) {
        return {};
    }
    const auto high = static_cast<std::uint32_t>(first);
    if (!is_between(high, 0xD800, 0xDBFF)) {
        return {utf8(high), unit_size};
    }
    const std::int32_t second = unit(json.substr(unit_size));
    const auto low = static_cast<std::uint32_t>(second);
    if (second < 0 || !is_between(low, 0xDC00, 0xDFFF)) {
        return {};
    }
    return {utf8(0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00)), 2 * unit_size};
}

Unescaped unescaped(std::string_view json) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view plain = "\"\\/\b\f\n\r\t";
    if (json.size() < 2) {
        return {};
    }
    if (const auto at = letters.find(json[1]); at != std::string_view::npos) {
        return {std::string{plain[at]}, 2};
    }
    return unescaped_unit(json);
}

}  // namespace

std::size_t json_spelling(std::string_view json, std::string_view text) {
    std::size_t read = 0;
    while (!text.empty()) {
        if (read == json.size()) {
            return 0;
        }
        if (json[read] != '\\') {
            if (json[read] != text.front()) {
                return 0;
            }
            ++read;
            text.remove_prefix(1);
            continue;
        }
        const Unescaped next = unescaped(json.substr(read));
        if (next.size == 0 || !text.starts_with(next.text)) {
            return 0;
        }
        read += next.size;
        text.remove_prefix(next.text.size());
    }
    return read;
}

}  // namespace host
