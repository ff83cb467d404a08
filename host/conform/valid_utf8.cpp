#include "host/conform/valid_utf8.hpp"

#include <cstddef>

namespace host {
namespace {

unsigned char byte_at(std::string_view bytes, std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
}

// Bytes of the character that begins the text; 0 if none does (RFC 3629, 4).
std::size_t character_length(std::string_view bytes) {
    const unsigned char first = byte_at(bytes, 0);
    const unsigned char second = byte_at(bytes, 1);
    if (first < 0x80) {
        return 1;
    }
    std::size_t length = 0;
    unsigned char least = 0x80;
    unsigned char most = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
        length = 2;
    } else if (first >= 0xe0 && first <= 0xef) {
        length = 3;
        least = first == 0xe0 ? 0xa0 : least;
        most = first == 0xed ? 0x9f : most;
    } else if (first >= 0xf0 && first <= 0xf4) {
        length = 4;
        least = first == 0xf0 ? 0x90 : least;
        most = first == 0xf4 ? 0x8f : most;
    }
    if (length == 0 || second < least || second > most) {
        return 0;
    }
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte_at(bytes, i) & 0xc0U) != 0x80U) {
            return 0;
        }
    }
    return length;
}

}  // namespace

std::string valid_utf8(std::string_view bytes) {
    std::string text;
    while (!bytes.empty()) {
        const std::size_t length = character_length(bytes);
        text += length == 0 ? std::string_view{"?"} : bytes.substr(0, length);
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    return text;
}

}  // namespace host
