// What became of one attempt to deliver one record: the same verdicts and reasons on both sides of
// the wall.
#pragma once

#include <sluice/destination.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace sluice {

enum class Verdict : std::uint32_t {
    delivered = SLUICE_DELIVERED,      // the far side accepted it
    retry = SLUICE_RETRY,              // not now; sent again by the host
    rejected = SLUICE_REJECTED,        // never; kept among the rejects
    auth_failed = SLUICE_AUTH_FAILED,  // pauses the destination, uses no attempt, drops nothing
    cancelled = SLUICE_CANCELLED,      // not tried; queued again
};

enum class Reason : std::uint32_t {
    none = SLUICE_WHY_NONE,
    invalid_field = SLUICE_WHY_INVALID_FIELD,
    missing_field = SLUICE_WHY_MISSING_FIELD,
    too_large = SLUICE_WHY_TOO_LARGE,
    not_found = SLUICE_WHY_NOT_FOUND,
    conflict = SLUICE_WHY_CONFLICT,
    rate_limited = SLUICE_WHY_RATE_LIMITED,
    quota = SLUICE_WHY_QUOTA,
    timeout = SLUICE_WHY_TIMEOUT,
    network = SLUICE_WHY_NETWORK,
    server = SLUICE_WHY_SERVER,
    protocol = SLUICE_WHY_PROTOCOL,
    expired = SLUICE_WHY_EXPIRED,
    internal = SLUICE_WHY_INTERNAL,
};

inline constexpr std::int32_t no_field = -1;

struct Outcome {
    Verdict verdict = Verdict::retry;
    Reason reason = Reason::none;
    bool maybe_delivered = false;              // the request was written, but no answer came
    bool whole_destination = false;            // retry: pause everything that goes there
    std::int32_t vendor_code = 0;              // the far side's own, say an HTTP status; 0 none
    std::int32_t field = no_field;             // the slot at fault
    std::uint32_t requests = 0;                // requests that may have reached the far side
    std::chrono::milliseconds retry_after{0};  // retry: earliest next attempt; 0: the host decides
    std::string code;                          // the plugin's own short name: "misrouted"
    std::string message;  // a sentence; never a token, a body or a visitor's value
    std::string member;   // the member of a JSON slot at fault
};

}  // namespace sluice
