#include "host/source/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace host {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0U) == 0x80U;
}

// How many of the bytes from `at` on are ASCII, eight at a time: a lower bound.
std::size_t ascii_run(std::string_view text, std::size_t at) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::size_t end = at;
    while (text.size() - end >= sizeof(std::uint64_t)) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + end, sizeof eight);
        if ((eight & high_bits) != 0) {
            break;
        }
        end += sizeof eight;
    }
    return end - at;
}

// RFC 3629, section 4: the second byte's range depends on the first.
bool second_fits(unsigned char first, unsigned char second) {
    switch (first) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return is_continuation(second);
    }
}

// Bytes of the character that begins with `first`; 0 if none may.
std::size_t length_by(unsigned char first) {
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    if (first < 0xE0) {
        return 2;
    }
    return first < 0xF0 ? 3 : 4;
}

// Bytes of the character at `at`; 0 if it is none.
std::size_t character(std::string_view text, std::size_t at) {
    const std::size_t length = length_by(byte_at(text, at));
    if (length <= 1) {
        return length;
    }
    if (text.size() - at < length || !second_fits(byte_at(text, at), byte_at(text, at + 1))) {
        return 0;
    }
    for (std::size_t i = 2; i < length; ++i) {
        if (!is_continuation(byte_at(text, at + i))) {
            return 0;
        }
    }
    return length;
}

}  // namespace

bool is_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        at += ascii_run(text, at);
        if (at == text.size()) {
            break;
        }
        const std::size_t length = character(text, at);
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

std::string_view cut_between_characters(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) {
        return text;
    }
    // A character has at most three continuation bytes; what has more is no UTF-8 and is cut as
    // asked.
    for (std::size_t back = 0; back <= 3 && back <= bytes; ++back) {
        if (!is_continuation(byte_at(text, bytes - back))) {
            return text.substr(0, bytes - back);
        }
    }
    return text.substr(0, bytes);
}

}  // namespace host
