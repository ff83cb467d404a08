#include "adobe_target/api/uuid.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace adobe_target {

namespace {

// FNV-1a from a given start, then the finaliser of MurmurHash3, so that every input bit moves every
// output bit. Ids need to differ, not to resist an attacker: the host makes them.
std::uint64_t hash(std::string_view text, std::uint64_t start) {
    std::uint64_t state = start;
    for (const char c : text) {
        state = (state ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    state = (state ^ (state >> 33U)) * 0xFF51AFD7ED558CCDULL;
    state = (state ^ (state >> 33U)) * 0xC4CEB9FE1A85EC53ULL;
    return state ^ (state >> 33U);
}

}  // namespace

void append_uuid(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    // xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx: version 8, variant 10.
    const std::array<std::uint64_t, 2> halves{
        (hash(text, 0xCBF29CE484222325ULL) & ~0xF000ULL) | 0x8000ULL,
        (hash(text, 0x9E3779B97F4A7C15ULL) & ~(3ULL << 62U)) | (2ULL << 62U)};
    for (std::size_t digit = 0; digit < 32; ++digit) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
            out += '-';
        }
        out += hex[(halves[digit / 16] >> (60U - 4U * (digit % 16))) & 15U];
    }
}

}  // namespace adobe_target
