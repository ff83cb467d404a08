#include "adobe_target/api/event_time.hpp"

#include <sluice/text.hpp>

#include <charconv>
#include <cstdint>

namespace adobe_target {

namespace {

std::optional<sluice::UnixTime> from_number(std::int64_t number) {
    if (number < 0) {
        return std::nullopt;
    }
    if (number < 100'000'000'000) {
        return std::chrono::seconds{number};
    }
    if (number < 100'000'000'000'000) {
        return std::chrono::milliseconds{number};
    }
    return sluice::UnixTime{number};
}

std::optional<sluice::UnixTime> from_text(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) {
        return from_number(number);
    }
    return sluice::parse_timestamp(text);
}

}  // namespace

std::optional<sluice::UnixTime> event_time(const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_TIME_US:
        return sluice::UnixTime{value.u.i};
    case SLUICE_T_I64:
        return from_number(value.u.i);
    case SLUICE_T_STR:
    case SLUICE_T_NUMBER:
        return from_text(sluice::to_view(value));
    default:
        return std::nullopt;
    }
}

}  // namespace adobe_target
