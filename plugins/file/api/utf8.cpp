#include "file/api/utf8.hpp"

#include <cstddef>

namespace file {

namespace {

// The bytes that may follow a lead byte: how many, and the range of the first of them, which keeps
// out overlong forms (E0, F0), surrogates (ED) and what lies beyond Unicode (F4).
struct Tail {
    std::size_t length = 0;
    unsigned char lowest = 0x80;
    unsigned char highest = 0xBF;
};

Tail tail_of(unsigned char lead) {
    switch (lead) {
    case 0xE0:
        return {.length = 2, .lowest = 0xA0};
    case 0xED:
        return {.length = 2, .highest = 0x9F};
    case 0xF0:
        return {.length = 3, .lowest = 0x90};
    case 0xF4:
        return {.length = 3, .highest = 0x8F};
    default:
        break;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return {.length = 1};
    }
    if (lead >= 0xE1 && lead <= 0xEF) {
        return {.length = 2};
    }
    return {.length = lead >= 0xF1 && lead <= 0xF3 ? std::size_t{3} : std::size_t{0}};
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            continue;
        }
        Tail tail = tail_of(lead);
        if (tail.length == 0 || tail.length >= text.size() - i) {
            return false;
        }
        for (; tail.length > 0; --tail.length) {
            const auto byte = static_cast<unsigned char>(text[++i]);
            if (byte < tail.lowest || byte > tail.highest) {
                return false;
            }
            tail.lowest = 0x80;
            tail.highest = 0xBF;
        }
    }
    return true;
}

}  // namespace file
