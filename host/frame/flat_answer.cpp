#include "host/frame/flat_answer.hpp"

#include "host/frame/frame_reader.hpp"
#include "host/frame/frame_writer.hpp"

#include <sluice/text.hpp>

#include <algorithm>

namespace host {
namespace {

std::string_view cut(sluice_str text, std::size_t most) {
    return sluice::to_view(text).substr(0, most);
}

std::uint64_t bits_of(std::int32_t number) {
    return static_cast<std::uint32_t>(number);
}

}  // namespace

void write_answer(std::string& out, const sluice_answer& answer) {
    const std::size_t count =
        answer.attributes == nullptr ? 0 : std::min(answer.n_attributes, most_attributes);
    FrameWriter frame{out, FrameKind::answered};
    frame.number(answer.token).number(answer.known).number(answer.reason);
    frame.number(bits_of(answer.vendor_code)).number(answer.requests);
    frame.text(cut(answer.code, most_result_text)).text(cut(answer.message, most_result_text));
    frame.number(count);
    for (std::size_t i = 0; i < count; ++i) {
        const sluice_attribute& each = answer.attributes[i];
        frame.number(bits_of(each.field)).number(each.state);
        frame.text(cut(each.member, most_result_text)).text(cut(each.found, most_other_text));
    }
    frame.end();
}

bool FlatAnswer::read(std::span<const std::byte> body) {
    FrameReader frame{body};
    answer_ = {};
    answer_.token = frame.number();
    answer_.known = frame.small();
    answer_.reason = frame.small();
    answer_.vendor_code = frame.code();
    answer_.requests = frame.small();
    answer_.code = sluice::to_str(frame.text());
    answer_.message = sluice::to_str(frame.text());
    const std::uint64_t count = frame.number();
    if (!frame.is_good() || count > most_attributes) {
        return false;
    }
    attributes_.assign(static_cast<std::size_t>(count), {});
    for (sluice_attribute& each : attributes_) {
        each.field = frame.code();
        each.state = frame.small();
        each.member = sluice::to_str(frame.text());
        each.found = sluice::to_str(frame.text());
    }
    answer_.attributes = attributes_.data();
    answer_.n_attributes = attributes_.size();
    return frame.is_done();
}

}  // namespace host
