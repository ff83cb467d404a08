// What holds a pipeline up: judged moment by moment, and named over a while. Asked by run on the
// host thread; pure.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace host {

// What keeps a pipeline from going faster.
enum class HoldUp : std::uint8_t {
    source,       // it gives no more records now
    mapping,      // the host thread is at work: reading, mapping, taking verdicts
    pace,         // the limit of updates per second
    quota,        // it is used up
    concurrency,  // fewer are let in flight than may be, because the destination asks for it
    latency,      // as many are in flight as may be, and the answers take their time
    breaker,      // the destination is paused, for whatever reason, or its plugin is starting
    disk,         // sends wait until what is final is written down
};
inline constexpr std::size_t hold_ups = 8;

// "source", "mapping" and so on.
std::string_view hold_up_name(HoldUp what);
std::optional<HoldUp> hold_up_named(std::string_view name);

// A pipeline at one moment.
struct Standing {
    bool is_paused = false;
    bool is_starting = false;      // its plugin takes nothing yet
    bool is_out_of_quota = false;  // nothing can be sent before units are free
    bool waits_for_disk = false;
    bool is_rate_limited = false;   // something could go but for the rate
    bool waits_for_source = false;  // all that the source gave was taken
    std::size_t in_flight = 0;
    std::size_t limit = 1;  // of what may be in flight now
    std::size_t most = 1;   // of what may ever be in flight
};

// What the host thread did in the time that is to be accounted for.
enum class HostDid : std::uint8_t { work, wait };

HoldUp hold_up_of(const Standing& standing, HostDid did);

// How a while was spent, by what held up.
class TimeSpent {
public:
    void add(HoldUp what, std::chrono::nanoseconds time);
    std::chrono::nanoseconds total() const;
    // Of the total, 0 to 1; 0 if there was no time.
    double share(HoldUp what) const;
    void clear() { spent_ = {}; }

private:
    std::array<std::chrono::nanoseconds, hold_ups> spent_{};
};

using HoldUpShares = std::array<double, hold_ups>;
HoldUpShares shares_of(const TimeSpent& spent);

// What the sentence about a bottleneck is made of.
struct FlowNumbers {
    std::size_t in_flight = 0;
    std::size_t limit = 1;
    std::size_t most = 1;
    std::size_t waiting_for_retry = 0;
    double per_second = 0;  // updates that became final
    std::string rate;       // that is kept: "100/s"; "" for none
    std::string paused;     // why nothing is sent, or until when the quota is used up; "" if it is
};

// The one thing that would have to give way first.
struct Bottleneck {
    HoldUp what = HoldUp::source;
    double share = 0;  // of the time looked at
    std::string why;   // with the numbers: "97 % of the time in flight 64 of 64, 51 ms each"
};

// None if there was no time to judge by.
std::optional<Bottleneck> bottleneck_of(const HoldUpShares& shares, const FlowNumbers& flow);

}  // namespace host
