#include "host/frame/frame_writer.hpp"

#include <bit>
#include <cstring>

namespace host {
namespace {

std::size_t padded(std::size_t bytes) {
    return (bytes + frame_alignment - 1) / frame_alignment * frame_alignment;
}

}  // namespace

FrameWriter::FrameWriter(std::string& out, FrameKind kind) : out_{out}, begin_{out.size()} {
    const FrameHeader header{0, static_cast<std::uint32_t>(kind)};
    std::memcpy(block(sizeof header), &header, sizeof header);
}

char* FrameWriter::block(std::size_t bytes) {
    const std::size_t at = out_.size();
    out_.resize(at + padded(bytes));
    return out_.data() + at;
}

FrameWriter& FrameWriter::number(std::uint64_t value) {
    std::memcpy(block(sizeof value), &value, sizeof value);
    return *this;
}

FrameWriter& FrameWriter::real(double value) {
    return number(std::bit_cast<std::uint64_t>(value));
}

FrameWriter& FrameWriter::text(std::string_view value) {
    number(value.size());
    if (!value.empty()) {
        std::memcpy(block(value.size()), value.data(), value.size());
    }
    return *this;
}

void FrameWriter::end() {
    FrameHeader header;
    std::memcpy(&header, out_.data() + begin_, sizeof header);
    header.body_bytes = static_cast<std::uint32_t>(out_.size() - begin_ - sizeof header);
    std::memcpy(out_.data() + begin_, &header, sizeof header);
}

}  // namespace host
