#include "host/report/pace_meter.hpp"

#include <cmath>

namespace host {
namespace {

constexpr double memory_seconds = 5;

double smooth(double before, double now, double seconds) {
    return before + (now - before) * (1 - std::exp(-seconds / memory_seconds));
}

double rate(std::uint64_t before, std::uint64_t after, double seconds) {
    return after < before ? 0 : static_cast<double>(after - before) / seconds;
}

}  // namespace

Pace PaceMeter::look(std::chrono::milliseconds now, std::uint64_t updates, std::uint64_t bytes) {
    const Look before = last_.value_or(Look{now, updates, bytes});
    const double seconds = std::chrono::duration<double>(now - before.at).count();
    if (!last_ || seconds > 0) {
        last_ = Look{now, updates, bytes};
    }
    if (seconds > 0) {
        Pace pace{rate(before.updates, updates, seconds), rate(before.bytes, bytes, seconds)};
        if (pace_) {
            pace.updates_per_second =
                smooth(pace_->updates_per_second, pace.updates_per_second, seconds);
            pace.bytes_per_second = smooth(pace_->bytes_per_second, pace.bytes_per_second, seconds);
        }
        pace_ = pace;
    }
    return pace_.value_or(Pace{});
}

}  // namespace host
