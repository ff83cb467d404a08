#include "host/frame/frame_reader.hpp"

#include "host/frame/frame.hpp"

#include <bit>
#include <cstring>
#include <limits>

namespace host {

// `bytes` and what pads them to a multiple of 8; gives the bytes alone.
std::span<const std::byte> FrameReader::take(std::size_t bytes) {
    const std::size_t padding = (frame_alignment - bytes % frame_alignment) % frame_alignment;
    if (!good_ || bytes > rest_.size() || padding > rest_.size() - bytes) {
        good_ = false;
        return {};
    }
    const auto taken = rest_.first(bytes);
    rest_ = rest_.subspan(bytes + padding);
    return taken;
}

std::uint64_t FrameReader::number() {
    std::uint64_t value = 0;
    if (const auto bytes = take(sizeof value); !bytes.empty()) {
        std::memcpy(&value, bytes.data(), sizeof value);
    }
    return value;
}

std::uint32_t FrameReader::small() {
    const std::uint64_t value = number();
    if (value > std::numeric_limits<std::uint32_t>::max()) {
        good_ = false;
        return 0;
    }
    return static_cast<std::uint32_t>(value);
}

std::int32_t FrameReader::code() {
    return static_cast<std::int32_t>(small());
}

double FrameReader::real() {
    return std::bit_cast<double>(number());
}

std::string_view FrameReader::text() {
    const std::uint64_t size = number();
    const auto bytes = block(size, 1);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::span<const std::byte> FrameReader::block(std::uint64_t count, std::size_t size) {
    if (count > rest_.size() / size) {
        good_ = false;
        return {};
    }
    return take(static_cast<std::size_t>(count) * size);
}

}  // namespace host
