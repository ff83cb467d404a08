#include "tests/sandbox/decode.hpp"

#include <algorithm>
#include <array>

namespace sandbox {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

/// The byte that `%XX` at the start of text stands for, or -1.
int escaped_byte(std::string_view text) {
    if (text.size() < 3) {
        return -1;
    }
    const int high = hex_digit(text[1]);
    const int low = hex_digit(text[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool needs_decoding(std::string_view text, Plus plus) {
    return std::any_of(text.begin(), text.end(), [plus](char c) {
        return c == '%' || (c == '+' && plus == Plus::is_space);
    });
}

/// Well-formed UTF-8 by lead byte (Unicode, table 3-7): length, and the range of the second byte.
struct Sequence {
    unsigned char first_lead;
    unsigned char last_lead;
    unsigned char size;
    unsigned char second_from;
    unsigned char second_to;
};
constexpr std::array<Sequence, 8> sequences{{
    {0xC2, 0xDF, 2, 0x80, 0xBF},
    {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF},
    {0xED, 0xED, 3, 0x80, 0x9F},
    {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF},
    {0xF4, 0xF4, 4, 0x80, 0x8F},
}};

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Length of the well-formed sequence at the start of text; 0 when there is none.
std::size_t utf8_sequence(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80U) {
        return 1;
    }
    for (const Sequence& sequence : sequences) {
        if (lead < sequence.first_lead || lead > sequence.last_lead) {
            continue;
        }
        if (text.size() < sequence.size) {
            return 0;
        }
        const auto second = static_cast<unsigned char>(text[1]);
        const std::string_view rest = text.substr(2, sequence.size - 2U);
        const bool is_good = second >= sequence.second_from && second <= sequence.second_to &&
                             std::all_of(rest.begin(), rest.end(), is_continuation);
        return is_good ? sequence.size : 0;
    }
    return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t size = utf8_sequence(text);
        if (size == 0) {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return !is_continuation(c);
    }));
}

std::size_t utf16_units(std::string_view text) {
    // A character of four bytes takes a surrogate pair.
    const auto pairs = std::count_if(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0xF0U;
    });
    return characters(text) + static_cast<std::size_t>(pairs);
}

std::optional<std::string_view> percent_decode(std::string_view text, Plus plus, Arena& arena) {
    if (!needs_decoding(text, plus)) {
        return is_utf8(text) ? std::optional{text} : std::nullopt;
    }
    char* to = arena.open(text.size());
    while (!text.empty()) {
        char c = text.front();
        if (c == '%') {
            const int byte = escaped_byte(text);
            if (byte < 0) {
                return std::nullopt;
            }
            c = static_cast<char>(byte);
            text.remove_prefix(2);
        } else if (c == '+' && plus == Plus::is_space) {
            c = ' ';
        }
        *to++ = c;
        text.remove_prefix(1);
    }
    const std::string_view decoded = arena.keep(to);
    return is_utf8(decoded) ? std::optional{decoded} : std::nullopt;
}

bool decode_form(std::string_view text, Arena& arena, std::vector<Attribute>& out) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) {
            continue;
        }
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto name = percent_decode(pair.substr(0, equals), Plus::is_space, arena);
        const std::size_t value_at = std::min(equals + 1, pair.size());
        const auto value = percent_decode(pair.substr(value_at), Plus::is_space, arena);
        if (!name || !value) {
            return false;
        }
        out.push_back({.name = *name, .value = *value});
    }
    return true;
}

std::optional<std::string_view>
value_of(const std::vector<Attribute>& pairs, std::string_view name) {
    for (const Attribute& pair : pairs) {
        if (pair.name == name) {
            return pair.value;
        }
    }
    return std::nullopt;
}

}  // namespace sandbox
