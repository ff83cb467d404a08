#include "host/frame/flat_results.hpp"

#include "host/frame/frame_reader.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <array>
#include <cstring>

namespace host {
namespace {

std::array<sluice_str*, 3> texts_of(sluice_result& result) {
    return {&result.code, &result.message, &result.member};
}

bool read_one(FrameReader& frame, sluice_result& result) {
    const auto flat = frame.block(1, sizeof result);
    if (flat.empty()) {
        return false;
    }
    std::memcpy(&result, flat.data(), sizeof result);
    std::size_t bytes = 0;
    for (const sluice_str* text : texts_of(result)) {
        if (text->len > most_result_text) {
            return false;
        }
        bytes += text->len;
    }
    const auto texts = frame.block(bytes, 1);
    if (!frame.is_good()) {
        return false;
    }
    const char* from = reinterpret_cast<const char*>(texts.data());
    for (sluice_str* text : texts_of(result)) {
        text->ptr = from;
        from += text->len;
    }
    return true;
}

}  // namespace

void FlatResults::add(const sluice_result& result) {
    sluice_result cut = result;
    std::size_t bytes = 0;
    for (sluice_str* text : texts_of(cut)) {
        text->len = text->ptr == nullptr ? 0 : std::min(text->len, most_result_text);
        bytes += text->len;
    }
    sluice_result flat = cut;
    for (sluice_str* text : texts_of(flat)) {
        text->ptr = nullptr;
    }
    if (count_ == 0) {
        flat_.resize(sizeof(FrameHeader) + sizeof(std::uint64_t));
    }
    flat_.append(reinterpret_cast<const char*>(&flat), sizeof flat);
    ++count_;
    if (bytes == 0) {
        return;
    }
    for (const sluice_str* text : texts_of(cut)) {
        flat_.append(sluice::to_view(*text));
    }
    flat_.resize((flat_.size() + frame_alignment - 1) / frame_alignment * frame_alignment);
}

std::string_view FlatResults::frame() {
    if (count_ == 0) {
        return {};
    }
    const FrameHeader header{
        static_cast<std::uint32_t>(flat_.size() - sizeof(FrameHeader)),
        static_cast<std::uint32_t>(FrameKind::complete)};
    const std::uint64_t count = count_;
    std::memcpy(flat_.data(), &header, sizeof header);
    std::memcpy(flat_.data() + sizeof header, &count, sizeof count);
    return flat_;
}

void FlatResults::clear() {
    flat_.clear();
    count_ = 0;
}

bool read_results(std::span<const std::byte> body, std::vector<sluice_result>& into) {
    FrameReader frame{body};
    const std::uint64_t count = frame.number();
    if (!frame.is_good() || count > most_results) {
        return false;
    }
    into.resize(static_cast<std::size_t>(count));
    for (sluice_result& result : into) {
        if (!read_one(frame, result)) {
            return false;
        }
    }
    return frame.is_done();
}

}  // namespace host
