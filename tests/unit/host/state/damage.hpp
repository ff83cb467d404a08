// Damage to a state.db as disks do it. Used by the tests of check and repair.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace test {

constexpr std::uintmax_t page_bytes = 4096;

// Overwrites part of a page, counted from 1.
inline void damage_page(const std::filesystem::path& file, std::uintmax_t page) {
    std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
    stream.seekp(static_cast<std::streamoff>((page - 1) * page_bytes));
    stream << std::string(page_bytes, '\xee');
}

inline std::uintmax_t pages_of(const std::filesystem::path& file) {
    return std::filesystem::file_size(file) / page_bytes;
}

// The first page that holds the text; 0 if none does.
inline std::uintmax_t page_with(const std::filesystem::path& file, const std::string& text) {
    std::ifstream stream{file, std::ios::binary};
    std::string all{std::istreambuf_iterator<char>{stream}, {}};
    const std::size_t at = all.find(text);
    return at == std::string::npos ? 0 : at / page_bytes + 1;
}

}  // namespace test
