#include <sluice/text/timestamp.hpp>

#include <charconv>
#include <cstddef>
#include <cstdio>

namespace sluice {

namespace {

// What four digits of a year can say. Compared as times: chrono's years end at 32767 and wrap.
constexpr UnixTime first = -std::chrono::days{719'528};         // 0000-01-01
constexpr UnixTime end_of_9999 = std::chrono::days{2'932'897};  // 10000-01-01

// Takes exactly `digits` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    int value = 0;
    if (text.size() < digits || text.front() < '0' || text.front() > '9') {
        return std::nullopt;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (error != std::errc{} || end != text.data() + digits) {
        return std::nullopt;
    }
    text.remove_prefix(digits);
    return value;
}

bool take_one_of(std::string_view& text, std::string_view characters) {
    if (text.empty() || characters.find(text.front()) == std::string_view::npos) {
        return false;
    }
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || !take_one_of(text, "-")) {
        return std::nullopt;
    }
    const auto month = take_number(text, 2);
    if (!month || !take_one_of(text, "-")) {
        return std::nullopt;
    }
    const auto day = take_number(text, 2);
    if (!day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{*year},
        std::chrono::month{static_cast<unsigned>(*month)},
        std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

// hh:mm, as a time of day and as an offset.
std::optional<std::chrono::minutes> take_hours_minutes(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take_one_of(text, ":")) {
        return std::nullopt;
    }
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) {
        return std::nullopt;
    }
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

// .123456 and longer, of which microseconds are kept. 0 if there is no fraction.
std::optional<UnixTime> take_fraction(std::string_view& text) {
    if (!take_one_of(text, ".")) {
        return UnixTime{0};
    }
    UnixTime fraction{0};
    UnixTime unit{100'000};
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        fraction += unit * (text[digits] - '0');
        unit /= 10;
    }
    text.remove_prefix(digits);
    return digits == 0 ? std::nullopt : std::optional{fraction};
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
    if (take_one_of(text, "Zz")) {
        return std::chrono::minutes{0};
    }
    const bool is_west = !text.empty() && text.front() == '-';
    if (!take_one_of(text, "+-")) {
        return std::nullopt;
    }
    const auto offset = take_hours_minutes(text);
    return offset && is_west ? std::optional{-*offset} : offset;
}

}  // namespace

std::optional<UnixTime> parse_timestamp(std::string_view text) {
    const auto date = take_date(text);
    if (!date || !take_one_of(text, "Tt ")) {
        return std::nullopt;
    }
    const auto time = take_hours_minutes(text);
    if (!time || !take_one_of(text, ":")) {
        return std::nullopt;
    }
    const auto second = take_number(text, 2);
    if (!second || *second > 60) {  // 60: a leap second
        return std::nullopt;
    }
    const auto fraction = take_fraction(text);
    const auto offset = take_offset(text);
    if (!fraction || !offset || !text.empty()) {
        return std::nullopt;
    }
    return date->time_since_epoch() + *time - *offset + std::chrono::seconds{*second} + *fraction;
}

std::optional<std::string_view> write_timestamp(UnixTime time, std::array<char, 32>& buffer) {
    if (time < first || time >= end_of_9999) {
        return std::nullopt;
    }
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{std::chrono::sys_days{day}};
    const std::chrono::hh_mm_ss clock{time - day};
    const auto micros = static_cast<long>(clock.subseconds().count());
    int length = std::snprintf(
        buffer.data(),
        buffer.size(),
        "%04d-%02u-%02uT%02ld:%02ld:%02ld",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        static_cast<long>(clock.hours().count()),
        static_cast<long>(clock.minutes().count()),
        static_cast<long>(clock.seconds().count())
    );
    char* const end = buffer.data() + length;
    const std::size_t room = buffer.size() - static_cast<std::size_t>(length);
    length +=
        micros == 0 ? std::snprintf(end, room, "Z") : std::snprintf(end, room, ".%06ldZ", micros);
    return std::string_view{buffer.data(), static_cast<std::size_t>(length)};
}

}  // namespace sluice
