#include "host/frame/flat_results.hpp"

#include "host/frame/frame_reader.hpp"
#include "host/frame/frame_writer.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace host {
namespace {

std::array<sluice_str*, 3> texts_of(sluice_result& result) {
    return {&result.code, &result.message, &result.member};
}

void write_one(FrameWriter& frame, const sluice_result& result) {
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
    std::memcpy(frame.block(sizeof flat), &flat, sizeof flat);
    if (bytes == 0) {
        return;
    }
    char* to = frame.block(bytes);
    for (const sluice_str* text : texts_of(cut)) {
        if (text->len != 0) {
            std::memcpy(to, text->ptr, text->len);
            to += text->len;
        }
    }
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
    const char* from = reinterpret_cast<const char*>(texts.data());
    for (sluice_str* text : texts_of(result)) {
        text->ptr = from;
        from += text->len;
    }
    return frame.is_good();
}

}  // namespace

void write_results(std::string& out, std::span<const sluice_result> results) {
    while (!results.empty()) {
        const auto some = results.first(std::min(results.size(), most_results));
        FrameWriter frame{out, FrameKind::complete};
        frame.number(some.size());
        for (const sluice_result& result : some) {
            write_one(frame, result);
        }
        frame.end();
        results = results.subspan(some.size());
    }
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
