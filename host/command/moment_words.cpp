#include "host/command/moment_words.hpp"

#include "host/manifest/duration.hpp"

#include <chrono>

namespace host {
namespace {

using std::chrono::milliseconds;

// Takes a number of `digits` digits and what stands behind it; -1 if it is none.
int take(std::string_view& text, std::size_t digits, std::string_view behind) {
    if (text.size() < digits) {
        return -1;
    }
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    if (!text.starts_with(behind)) {
        return -1;
    }
    text.remove_prefix(behind.size());
    return value;
}

std::optional<milliseconds> take_date(std::string_view& text) {
    const int year = take(text, 4, "-");
    const int month = take(text, 2, "-");
    const int day = take(text, 2, "");
    if (year < 0 || month < 0 || day < 0) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional<milliseconds>{std::chrono::sys_days{date}.time_since_epoch()}
                     : std::nullopt;
}

// "10:00" or "10:00:30".
std::optional<milliseconds> take_clock(std::string_view& text) {
    const int hour = take(text, 2, ":");
    const int minute = take(text, 2, "");
    int second = 0;
    if (text.starts_with(':')) {
        text.remove_prefix(1);
        second = take(text, 2, "");
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
        return std::nullopt;
    }
    return std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
}

// "", "Z" or "+02:00".
std::optional<milliseconds> take_offset(std::string_view& text) {
    if (text.empty() || text == "Z" || text == "z") {
        text = {};
        return milliseconds{0};
    }
    const bool is_west = text.front() == '-';
    if (!is_west && text.front() != '+') {
        return std::nullopt;
    }
    text.remove_prefix(1);
    const auto offset = take_clock(text);
    return offset && is_west ? std::optional{-*offset} : offset;
}

bool has_unit(std::string_view text) {
    return text.ends_with('s') || text.ends_with('m') || text.ends_with('h') || text.ends_with('d');
}

}  // namespace

std::optional<std::int64_t> parse_moment(std::string_view text, std::int64_t now_ms) {
    if (const auto ago = has_unit(text) ? parse_duration(text) : std::nullopt) {
        return now_ms - ago->count();
    }
    const auto date = take_date(text);
    if (!date) {
        return std::nullopt;
    }
    if (text.empty()) {
        return date->count();
    }
    if (text.front() != 'T' && text.front() != ' ') {
        return std::nullopt;
    }
    text.remove_prefix(1);
    const auto clock = take_clock(text);
    const auto offset = clock ? take_offset(text) : std::nullopt;
    return offset && text.empty() ? std::optional{(*date + *clock - *offset).count()}
                                  : std::nullopt;
}

}  // namespace host
