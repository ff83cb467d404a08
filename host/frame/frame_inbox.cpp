#include "host/frame/frame_inbox.hpp"

#include <algorithm>
#include <cstring>

namespace host {
namespace {

constexpr std::size_t least_room = 64 << 10;

}  // namespace

// Bytes that the frame at the front still lacks; 0 if that is not known yet.
std::size_t FrameInbox::missing() const {
    FrameHeader header;
    if (end_ - begin_ < sizeof header) {
        return 0;
    }
    std::memcpy(
        &header, reinterpret_cast<const std::byte*>(storage_.data()) + begin_, sizeof header
    );
    const std::size_t whole =
        sizeof header + std::min<std::size_t>(header.body_bytes, most_body_bytes_);
    return whole - std::min(whole, end_ - begin_);
}

std::span<std::byte> FrameInbox::room() {
    const std::size_t held = end_ - begin_;
    const std::size_t wanted = std::max(missing(), least_room);
    if (begin_ == end_) {
        begin_ = 0;
        end_ = 0;
    }
    // To the front only for want of room behind: what is moved is less than a frame.
    if (begin_ != 0 && storage_.size() * sizeof(std::uint64_t) - end_ < wanted) {
        auto* bytes = reinterpret_cast<std::byte*>(storage_.data());
        std::memmove(bytes, bytes + begin_, held);
        begin_ = 0;
        end_ = held;
    }
    if (storage_.size() * sizeof(std::uint64_t) < end_ + wanted) {
        storage_.resize(2 * (end_ + wanted) / sizeof(std::uint64_t) + 1);
    }
    return std::as_writable_bytes(std::span{storage_}).subspan(end_);
}

std::optional<Frame> FrameInbox::next() {
    FrameHeader header;
    if (broken_ || end_ - begin_ < sizeof header) {
        return std::nullopt;
    }
    const auto* bytes = reinterpret_cast<const std::byte*>(storage_.data());
    std::memcpy(&header, bytes + begin_, sizeof header);
    if (header.body_bytes > most_body_bytes_ || header.body_bytes % frame_alignment != 0) {
        broken_ = true;
        return std::nullopt;
    }
    if (end_ - begin_ - sizeof header < header.body_bytes) {
        return std::nullopt;
    }
    const Frame frame{
        static_cast<FrameKind>(header.kind), {bytes + begin_ + sizeof header, header.body_bytes}};
    begin_ += sizeof header + header.body_bytes;
    return frame;
}

}  // namespace host
