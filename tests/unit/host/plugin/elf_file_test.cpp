#include "host/plugin/elf_file.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace {

std::string plugin_bytes() {
    std::ifstream file{OBEDIENT_PLUGIN, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

}  // namespace

TEST_CASE("a plugin's manifest and entry version are read from its bytes") {
    const auto elf = host::parse_elf(plugin_bytes());
    REQUIRE(elf);
    REQUIRE(elf->manifest);
    CHECK(elf->manifest->find("org.example.obedient") != std::string::npos);
    CHECK(elf->entry_versions == std::vector<int>{1});
}

TEST_CASE("a file that is cut anywhere is refused or read, never read past its end") {
    const std::string whole = plugin_bytes();
    for (std::size_t length = 0; length < whole.size(); length += whole.size() / 500 + 1) {
        const auto elf = host::parse_elf(std::string_view{whole}.substr(0, length));
        CHECK((!elf || !elf->manifest || elf->manifest->size() < whole.size()));
    }
}

TEST_CASE("a file with bytes turned over is refused or read, never read past its end") {
    const std::string whole = plugin_bytes();
    std::mt19937 random{7};
    for (int round = 0; round < 500; ++round) {
        std::string spoiled = whole;
        for (int flip = 0; flip < 8; ++flip) {
            const bool header = flip % 2 == 0;
            spoiled[random() % (header ? 64 : spoiled.size())] = static_cast<char>(random());
        }
        const auto elf = host::parse_elf(spoiled);
        CHECK((!elf || !elf->manifest || elf->manifest->size() <= whole.size()));
    }
}
