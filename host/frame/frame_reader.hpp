// Reads one frame's body, whose every byte may be wrong. Used by host and runner on any thread;
// pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace host {

// What does not lie within the body reads as 0 or "" and is_good() is false from then on: read all,
// then ask once.
class FrameReader {
public:
    explicit FrameReader(std::span<const std::byte> body) : rest_{body} {}

    std::uint64_t number();
    std::uint32_t small();  // a number that fits into 32 bits, else the body is bad
    std::int32_t code();    // the same, signed
    double real();
    std::string_view text();  // borrows from the body
    // `count` pieces of `size` bytes each, padded as one; borrows from the body.
    std::span<const std::byte> block(std::uint64_t count, std::size_t size);

    bool is_good() const { return good_; }
    // All of it was read, and all of it was good.
    bool is_done() const { return good_ && rest_.empty(); }

private:
    std::span<const std::byte> take(std::size_t bytes);

    std::span<const std::byte> rest_;
    bool good_ = true;
};

}  // namespace host
