#include "host/mapping/user_key.hpp"

#include "host/mapping/slot.hpp"

#include <algorithm>
#include <cstring>

namespace host {
namespace {

__extension__ using Wide = unsigned __int128;

// Odd, with as many bits set as not; taken from the digits of pi and e.
constexpr std::uint64_t first_constant = 0x243F6A8885A308D3U;
constexpr std::uint64_t second_constant = 0xB7E151628AED2A6BU;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t load(const char* from, std::size_t bytes) {
    std::uint64_t word = 0;
    if (bytes != 0) {  // no text may have no address, which memcpy must not be given
        std::memcpy(&word, from, bytes);
    }
    return word;
}

}  // namespace

std::uint64_t keyed_hash(std::string_view text, std::uint64_t seed) {
    const std::uint64_t key = fold(seed ^ first_constant, second_constant);
    std::uint64_t hash = key;
    const char* at = text.data();
    std::size_t left = text.size();
    for (; left > 16; left -= 16, at += 16) {
        hash = fold(load(at, 8) ^ key ^ second_constant, load(at + 8, 8) ^ hash);
    }
    const std::uint64_t low = load(at, std::min<std::size_t>(left, 8));
    const std::uint64_t high = left > 8 ? load(at + 8, left - 8) : 0;
    hash = fold(low ^ key ^ second_constant, high ^ hash);
    return fold(hash ^ first_constant, key ^ text.size());
}

UserKeyEntry::UserKeyEntry(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
        fields_.push_back({.tag = keyed_hash(field.name, 0), .slot = field.slot});
    }
}

UserKey UserKeyEntry::key(std::span<const sluice_value> values, std::uint64_t seed) const {
    std::uint64_t hash = seed;
    bool is_there = false;
    for (const Tagged& field : fields_) {
        const sluice_value& value = values[field.slot];
        if (!is_nothing(value)) {
            is_there = true;
            hash = keyed_hash(slot_text(value), hash ^ field.tag);
        }
    }
    if (!is_there) {
        return 0;
    }
    return hash == 0 ? 1 : hash;
}

}  // namespace host
