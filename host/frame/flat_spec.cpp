#include "host/frame/flat_spec.hpp"

#include "host/frame/frame_reader.hpp"
#include "host/frame/frame_writer.hpp"

#include <sluice/text.hpp>

#include <cstring>

namespace host {
namespace {

// A text's bytes stand behind it, so its address says nothing.
void write_field(FrameWriter& frame, const sluice_field& field) {
    frame.text(sluice::to_view(field.name)).number(field.type).number(field.flags);
    const std::string_view text = sluice::to_view(field.constant);
    std::uint64_t number = 0;
    std::memcpy(&number, &field.constant.u, sizeof number);
    frame.number(field.constant.type).number(text.empty() ? number : 0).text(text);
}

sluice_field read_field(FrameReader& frame) {
    sluice_field field{};
    field.name = sluice::to_str(frame.text());
    field.type = frame.small();
    field.flags = frame.small();
    field.constant.type = frame.small();
    const std::uint64_t number = frame.number();
    const std::string_view text = frame.text();
    switch (field.constant.type) {
    case SLUICE_T_STR:
    case SLUICE_T_BYTES:
    case SLUICE_T_JSON:
    case SLUICE_T_NUMBER:
        field.constant.len = static_cast<std::uint32_t>(text.size());
        field.constant.u.s = text.data();
        break;
    default:
        std::memcpy(&field.constant.u, &number, sizeof number);
    }
    return field;
}

}  // namespace

void write_spec(std::string& out, FrameKind kind, const sluice_spec& spec) {
    FrameWriter frame{out, kind};
    frame.text(sluice::to_view(spec.action));
    frame.text(sluice::to_view(spec.config_json)).text(sluice::to_view(spec.options_json));
    frame.number(spec.n_fields);
    for (const sluice_field& field : std::span{spec.fields, spec.n_fields}) {
        write_field(frame, field);
    }
    frame.end();
}

bool FlatSpec::read(std::span<const std::byte> body) {
    bytes_.assign(body.begin(), body.end());
    FrameReader frame{bytes_};
    action_ = sluice::to_str(frame.text());
    config_json_ = sluice::to_str(frame.text());
    options_json_ = sluice::to_str(frame.text());
    const std::uint64_t count = frame.number();
    fields_.clear();
    for (std::uint64_t i = 0; i < count && frame.is_good(); ++i) {
        fields_.push_back(read_field(frame));
    }
    return frame.is_done();
}

sluice_spec FlatSpec::to_c() const {
    return {
        .struct_size = sizeof(sluice_spec),
        .n_fields = static_cast<std::uint32_t>(fields_.size()),
        .action = action_,
        .config_json = config_json_,
        .options_json = options_json_,
        .fields = fields_.data(),
    };
}

}  // namespace host
