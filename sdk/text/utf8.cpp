#include <sluice/text/utf8.hpp>

#include <cstdint>
#include <cstring>

namespace sluice {

namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080ULL;

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0U) == 0x80U;
}

// The length of the sequence that `lead` begins, 0 if it begins none.
std::size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

// The second byte decides about overlong forms, surrogates and the end of Unicode (RFC 3629, 4).
bool second_byte_fits(unsigned char lead, unsigned char second) {
    switch (lead) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second <= 0x9F;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second <= 0x8F;
    default:
        return true;
    }
}

// The length of the well-formed sequence at the start of `text`, 0 if there is none.
std::size_t well_formed(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = sequence_length(lead);
    if (length == 0 || length > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(static_cast<unsigned char>(text[i]))) {
            return 0;
        }
    }
    if (length > 1 && !second_byte_fits(lead, static_cast<unsigned char>(text[1]))) {
        return 0;
    }
    return length;
}

// How many bytes at the start of `text` are ASCII, eight at a time and so rounded down to eight.
std::size_t ascii_run(std::string_view text) {
    std::size_t i = 0;
    while (i + 8 <= text.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        if ((word & high_bits) != 0) {
            break;
        }
        i += 8;
    }
    return i;
}

}  // namespace

bool is_utf8(std::string_view text) {
    text.remove_prefix(ascii_run(text));
    while (!text.empty()) {
        const std::size_t length = well_formed(text);
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::size_t utf16_length(std::string_view text) {
    std::size_t units = ascii_run(text);
    for (const char c : text.substr(units)) {
        const auto byte = static_cast<unsigned char>(c);
        // Continuation bytes are counted with their lead byte; a four-byte sequence is a surrogate
        // pair.
        units += is_continuation(byte) ? 0U : (byte >= 0xF0 ? 2U : 1U);
    }
    return units;
}

}  // namespace sluice
