#include "host/report/bottleneck.hpp"

#include "host/report/text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace host {
namespace {

constexpr std::array<std::string_view, hold_ups> names{
    "source", "mapping", "pace", "quota", "concurrency", "latency", "breaker", "disk"};

std::size_t index_of(HoldUp what) {
    return static_cast<std::size_t>(what);
}

// What stops all sending, whatever the host thread does beside it; none if something may be sent.
std::optional<HoldUp> barrier(const Standing& standing) {
    if (standing.is_paused || standing.is_starting) {
        return HoldUp::breaker;
    }
    if (standing.is_out_of_quota) {
        return HoldUp::quota;
    }
    if (standing.waits_for_disk) {
        return HoldUp::disk;
    }
    if (standing.is_rate_limited) {
        return HoldUp::pace;
    }
    return std::nullopt;
}

std::string flight(const FlowNumbers& flow) {
    return "in flight " + count_text(flow.in_flight) + " of " + count_text(flow.limit);
}

// ", 51 ms each" by Little's law: what is in flight divided by what arrives.
std::string each(const FlowNumbers& flow) {
    if (flow.per_second <= 0 || flow.in_flight == 0) {
        return "";
    }
    const double ms = 1000 * static_cast<double>(flow.in_flight) / flow.per_second;
    const auto rounded = std::chrono::milliseconds{static_cast<std::int64_t>(std::llround(ms))};
    return ", " + duration_text(rounded) + " each";
}

std::string latency(const FlowNumbers& flow) {
    if (flow.in_flight == 0 && flow.waiting_for_retry != 0) {
        return count_text(flow.waiting_for_retry) + " updates wait for their next attempt";
    }
    const std::string text = flight(flow) + each(flow);
    return flow.in_flight < flow.limit ? text + ", and no other user has an update to send" : text;
}

std::string concurrency(const FlowNumbers& flow) {
    return flight(flow) + each(flow) + ", lowered from " + count_text(flow.most) +
           " as the destination slows down or refuses more";
}

std::string numbers(HoldUp what, const FlowNumbers& flow) {
    switch (what) {
    case HoldUp::source:
        return "waiting for records of the source, " + flight(flow);
    case HoldUp::mapping:
        return "at work on the host thread: reading, mapping, taking verdicts";
    case HoldUp::pace:
        return "held to `rate`, " + flow.rate + ", now " + rate_text(flow.per_second);
    case HoldUp::quota:
        return flow.paused.empty() ? "out of quota" : flow.paused;
    case HoldUp::concurrency:
        return concurrency(flow);
    case HoldUp::latency:
        return latency(flow);
    case HoldUp::breaker:
        return flow.paused.empty() ? "the plugin was not ready" : "paused: " + flow.paused;
    case HoldUp::disk:
        return "waiting for the disk of the state";
    }
    return "";
}

}  // namespace

std::string_view hold_up_name(HoldUp what) {
    return names[index_of(what)];
}

std::optional<HoldUp> hold_up_named(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt
                                : std::optional{static_cast<HoldUp>(found - names.begin())};
}

HoldUp hold_up_of(const Standing& standing, HostDid did) {
    if (const auto barred = barrier(standing)) {
        return *barred;
    }
    const bool is_full = standing.in_flight >= standing.limit;
    if (standing.waits_for_source && !is_full) {
        return HoldUp::source;
    }
    if (did == HostDid::work) {
        return HoldUp::mapping;
    }
    return is_full && standing.limit < standing.most ? HoldUp::concurrency : HoldUp::latency;
}

void TimeSpent::add(HoldUp what, std::chrono::nanoseconds time) {
    spent_[index_of(what)] += time;
}

std::chrono::nanoseconds TimeSpent::total() const {
    return std::accumulate(spent_.begin(), spent_.end(), std::chrono::nanoseconds{0});
}

double TimeSpent::share(HoldUp what) const {
    const auto all = static_cast<double>(total().count());
    return all > 0 ? static_cast<double>(spent_[index_of(what)].count()) / all : 0;
}

HoldUpShares shares_of(const TimeSpent& spent) {
    HoldUpShares shares{};
    for (std::size_t i = 0; i < hold_ups; ++i) {
        shares[i] = spent.share(static_cast<HoldUp>(i));
    }
    return shares;
}

std::optional<Bottleneck> bottleneck_of(const HoldUpShares& shares, const FlowNumbers& flow) {
    const auto most = std::max_element(shares.begin(), shares.end());
    if (*most <= 0) {
        return std::nullopt;
    }
    Bottleneck found{static_cast<HoldUp>(most - shares.begin()), *most, {}};
    found.why =
        count_text(static_cast<std::uint64_t>(std::llround(*most * 100))) + " % of the time ";
    found.why += numbers(found.what, flow);
    return found;
}

}  // namespace host
