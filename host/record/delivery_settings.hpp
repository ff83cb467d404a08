// How a pipeline delivers, with the defaults of the house. Made by host/config, read by
// host/delivery and run.
#pragma once

#include "host/record/rate_limit.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace host {

// A MAYBE_DELIVERED record of an action that is not idempotent: send it again, or keep it as a
// reject.
enum class OnUnknown : std::uint8_t { retry, reject };

// What becomes of an update that waits when a newer one of the same user comes: it waits on; the
// newer takes its place; the newer takes its place and adds to it.
enum class Coalesce : std::uint8_t { off, replace, merge };

struct DeliverySettings {
    std::optional<std::size_t> max_in_flight;     // below the plugin's own limit
    bool is_adaptive = true;                      // fewer while the destination takes fewer
    std::chrono::milliseconds retry_base{500};    // first back-off; doubles, full jitter
    std::chrono::milliseconds retry_cap{60'000};  // longest back-off
    std::optional<std::chrono::seconds>
        max_life;  // of a record, from its first attempt; else the manifest's, else 1 h
    std::chrono::seconds max_pause{3600};       // a file run stops after so long a pause
    std::chrono::seconds drain_timeout{30};     // how long a stop waits for verdicts
    std::chrono::seconds request_deadline{60};  // a batch's deadline at the plugin
    OnUnknown on_unknown = OnUnknown::retry;
    Coalesce coalesce = Coalesce::off;
    bool skip_unchanged = false;  // what equals the last delivered update of its user is not sent
    std::size_t max_open_records = 8192;    // read but not final: count ...
    std::size_t max_open_bytes = 16 << 20;  // ... and bytes
    std::uint32_t guard_first =
        50;  // so many first final answers all rejected alike stop the run; 0: off
    std::uint32_t guard_in_row = 500;  // so many rejects alike in a row stop the run; 0: off
    std::optional<std::uint64_t>
        quota_limit;  // per quota_window and account; else the manifest's; 0: none
    std::optional<std::chrono::seconds> quota_window;
    RateLimit rate;  // of the account
};

}  // namespace host
