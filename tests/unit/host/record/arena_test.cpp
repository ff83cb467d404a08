#include "host/record/arena.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

TEST_CASE("what was copied stays where it is while the arena grows") {
    host::Arena arena;
    const std::string_view first = arena.copy("first");
    for (int i = 0; i < 1000; ++i) {
        arena.copy(std::string(100, 'x'));
    }
    CHECK(first == "first");
    CHECK(arena.bytes() >= 100'000);
}

TEST_CASE("allocations are aligned to eight, whatever came before") {
    host::Arena arena;
    for (const std::size_t size : {1U, 3U, 8U, 13U, 5000U, 1U}) {
        CHECK(reinterpret_cast<std::uintptr_t>(arena.allocate(size)) % 8 == 0);
    }
}

TEST_CASE("made elements are value-initialised even in reused memory") {
    host::Arena arena;
    arena.copy(std::string(64, 'x'));
    arena.reset();
    for (const std::uint64_t element : arena.make<std::uint64_t>(8)) {
        CHECK(element == 0);
    }
}

TEST_CASE("a reset arena keeps its first block and gives back the rest") {
    host::Arena arena;
    arena.allocate(100);
    const std::size_t small = arena.bytes();
    arena.allocate(1'000'000);
    arena.reset();
    CHECK(arena.bytes() == small);
    arena.allocate(100);
    CHECK(arena.bytes() == small);
}

TEST_CASE("a first block made for a megabyte is not kept") {
    host::Arena arena;
    arena.allocate(1'000'000);
    arena.reset();
    CHECK(arena.bytes() == 0);
}

TEST_CASE("nothing takes no room and can be copied") {
    host::Arena arena;
    CHECK(arena.copy("").empty());
    CHECK(arena.make<int>(0).empty());
}
