// Builds frames at the end of a buffer. Used by host and runner on any thread; pure.
#pragma once

#include "host/frame/frame.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace host {

// Numbers take 8 bytes each, texts their length and their bytes up to the next multiple of 8.
class FrameWriter {
public:
    // Appends to `out`, whose size is a multiple of 8. The frame is whole after end().
    FrameWriter(std::string& out, FrameKind kind);

    FrameWriter& number(std::uint64_t value);
    FrameWriter& real(double value);
    FrameWriter& text(std::string_view value);
    // So many bytes to fill in, 8-aligned within the frame; valid until the next call.
    char* block(std::size_t bytes);
    void end();

private:
    std::string& out_;
    std::size_t begin_;
};

}  // namespace host
