#include "tests/sandbox/moment.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace sandbox {
namespace {

std::tm utc(Moment moment) {
    const std::time_t seconds =
        std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return parts;
}

}  // namespace

std::string http_date(Moment moment) {
    const std::tm parts = utc(moment);
    std::array<char, 40> text{};
    const std::size_t size =
        std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return {text.data(), size};
}

std::string iso_time(Moment moment) {
    const std::tm parts = utc(moment);
    std::array<char, 48> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    const auto rest = moment.time_since_epoch() % std::chrono::seconds{1};
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(rest).count();
    std::array<char, 24> tail{};
    std::snprintf(tail.data(), tail.size(), ".%03d+00:00", static_cast<int>(ms));
    return std::string(text.data(), size) + tail.data();
}

}  // namespace sandbox
