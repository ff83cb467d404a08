#include <sluice/text.hpp>
#include <sluice/text/slot_text.hpp>
#include <sluice/text/timestamp.hpp>
#include <sluice/text/utf8.hpp>

#include <charconv>
#include <cmath>

namespace sluice {

SlotText::SlotText(const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_ABSENT:
        kind_ = Kind::absent;
        return;
    case SLUICE_T_NULL:
        kind_ = Kind::empty;
        return;
    case SLUICE_T_STR:
    case SLUICE_T_NUMBER:
        take(sluice::to_view(value));
        return;
    case SLUICE_T_BOOL:
        take(value.u.i != 0 ? "true" : "false");
        return;
    case SLUICE_T_I64: {
        const auto written =
            std::to_chars(buffer_.data(), buffer_.data() + buffer_.size(), value.u.i);
        take({buffer_.data(), written.ptr});
        return;
    }
    case SLUICE_T_F64:
        take_double(value.u.d);
        return;
    case SLUICE_T_TIME_US:
        if (const auto text = write_timestamp(UnixTime{value.u.i}, buffer_)) {
            take(*text);
        }
        return;
    default:
        kind_ = Kind::not_text;
    }
}

void SlotText::take(std::string_view text) {
    if (text.empty()) {
        kind_ = Kind::empty;
        return;
    }
    kind_ = is_utf8(text) ? Kind::text : Kind::not_utf8;
    text_ = text;
}

void SlotText::take_double(double value) {
    if (!std::isfinite(value)) {
        return;
    }
    const auto written = std::to_chars(buffer_.data(), buffer_.data() + buffer_.size(), value);
    take({buffer_.data(), written.ptr});
}

}  // namespace sluice
