// Cuts a stream of bytes into frames. Used by host and runner, each on the thread that reads its
// socket; pure.
#pragma once

#include "host/frame/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace host {

// Turn by turn: room(), read into it, filled(), next() until there is none.
class FrameInbox {
public:
    explicit FrameInbox(std::size_t most_body_bytes) : most_body_bytes_{most_body_bytes} {}

    // Where the next bytes go; never empty. Frames of earlier next() are gone.
    std::span<std::byte> room();
    void filled(std::size_t bytes) { end_ += bytes; }

    // A whole frame, its body aligned to 8; valid until room(). None: more must be read, or
    // is_broken().
    std::optional<Frame> next();
    // A header that no good peer writes: too long, or no multiple of 8. Nothing comes out any more.
    bool is_broken() const { return broken_; }

private:
    std::size_t missing() const;

    std::size_t most_body_bytes_;
    std::vector<std::uint64_t> storage_;  // of words, so that bodies are aligned
    std::size_t begin_ = 0;               // bytes; a multiple of 8
    std::size_t end_ = 0;
    bool broken_ = false;
};

}  // namespace host
