#include "host/manifest/duration.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

namespace host {
namespace {

constexpr std::array<std::pair<std::string_view, double>, 6> units{
    {{"", 1e3}, {"ms", 1.0}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"d", 86400e3}}};
constexpr double longest_ms = 1000 * 86400e3;

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    double amount = 0;
    const char* end = text.data() + text.size();
    auto [rest, error] = std::from_chars(text.data(), end, amount, std::chars_format::fixed);
    if (error != std::errc{} || !std::isfinite(amount) || amount < 0 || text.front() == '-') {
        return std::nullopt;
    }
    std::string_view unit{rest, static_cast<std::size_t>(end - rest)};
    for (const auto& [name, ms] : units) {
        if (name == unit && amount * ms <= longest_ms) {
            return std::chrono::milliseconds{static_cast<std::int64_t>(std::ceil(amount * ms))};
        }
    }
    return std::nullopt;
}

}  // namespace host
