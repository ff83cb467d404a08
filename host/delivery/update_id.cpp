#include "host/delivery/update_id.hpp"

#include <charconv>
#include <cstddef>
#include <cstring>

namespace host {
namespace {

constexpr std::size_t most_digits = 20;  // of 2^64

char* append(char* at, std::uint64_t number) {
    *at = '-';
    return std::to_chars(at + 1, at + 1 + most_digits, number).ptr;
}

}  // namespace

std::string_view make_update_id(Record& record, std::uint32_t sub, std::string_view prefix) {
    const std::size_t longest = prefix.size() + 2 * (1 + most_digits);
    char* const id = reinterpret_cast<char*>(record.arena.allocate(longest));
    std::memcpy(id, prefix.data(), prefix.size());
    const char* const end = append(append(id + prefix.size(), record.at.ordinal), sub);
    return {id, static_cast<std::size_t>(end - id)};
}

}  // namespace host
