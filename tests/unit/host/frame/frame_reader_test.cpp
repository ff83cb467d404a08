#include "host/frame/frame_reader.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace {

std::span<const std::byte> bytes(const std::vector<std::uint64_t>& words) {
    return std::as_bytes(std::span{words});
}

}  // namespace

TEST_CASE("what does not lie within the body reads as nothing, and the body is bad from then on") {
    const std::vector<std::uint64_t> words{5, 1000, 7};
    host::FrameReader reader{bytes(words)};
    CHECK(reader.number() == 5);
    CHECK(reader.text().empty());  // of 1000 bytes
    CHECK_FALSE(reader.is_good());
    CHECK(reader.number() == 0);
    CHECK_FALSE(reader.is_done());
}

TEST_CASE("a length close to the largest number does not wrap around") {
    const std::vector<std::uint64_t> words{UINT64_MAX, 0};
    host::FrameReader text{bytes(words)};
    CHECK(text.text().empty());
    CHECK_FALSE(text.is_good());
    host::FrameReader block{bytes(words)};
    CHECK(block.block(UINT64_MAX / 8, 16).empty());
    CHECK_FALSE(block.is_good());
}

TEST_CASE("a small number is one of 32 bits") {
    const std::vector<std::uint64_t> words{UINT32_MAX, std::uint64_t{UINT32_MAX} + 1};
    host::FrameReader reader{bytes(words)};
    CHECK(reader.small() == UINT32_MAX);
    CHECK(reader.is_good());
    CHECK(reader.small() == 0);
    CHECK_FALSE(reader.is_good());
}

TEST_CASE("a body that is not read to its end is not done") {
    const std::vector<std::uint64_t> words{1, 2};
    host::FrameReader reader{bytes(words)};
    CHECK(reader.number() == 1);
    CHECK(reader.is_good());
    CHECK_FALSE(reader.is_done());
}
