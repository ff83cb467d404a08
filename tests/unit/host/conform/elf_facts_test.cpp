#include "host/conform/elf_facts.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace {

std::string bytes_of(const char* path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("a plugin's exports and what it asks for are read from its file") {
    const auto facts = host::elf_facts(bytes_of(C_PLUGIN));
    REQUIRE(facts);
    CHECK_FALSE(facts->has_executable_stack);
    CHECK_FALSE(facts->has_text_relocations);
    CHECK(std::count(facts->exports.begin(), facts->exports.end(), "sluice_destination_v1") == 1);
    CHECK(std::count(facts->exports.begin(), facts->exports.end(), "sluice_manifest_v1") == 1);
    CHECK(std::count(facts->undefined.begin(), facts->undefined.end(), "calloc") == 1);
    CHECK(facts->unique.empty());
}

TEST_CASE("other files are no libraries, and a cut one is read without harm") {
    CHECK_FALSE(host::elf_facts(""));
    CHECK_FALSE(host::elf_facts("#!/bin/sh\n"));
    const std::string whole = bytes_of(C_PLUGIN);
    for (std::size_t length = 0; length < whole.size(); length += 97) {
        const auto ignored = host::elf_facts(std::string_view{whole}.substr(0, length));
    }
    CHECK_FALSE(host::elf_facts(std::string_view{whole}.substr(0, 64)));
}
