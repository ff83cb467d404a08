// The few shapes of Outcome that plugins answer with. Pure, any thread.
#pragma once

#include <sluice/outcome.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sluice {

// How long a destination rests that answers something an operator must look at, before one record
// tries again.
inline constexpr std::chrono::milliseconds look_again{60'000};

struct Fault {
    Reason reason = Reason::none;
    std::string_view code = {};  // short and stable, documented in the plugin's README
    std::string message = {};
    std::int32_t field = no_field;
    std::string member = {};  // of a JSON slot
};

inline Outcome outcome(Verdict verdict, Fault fault) {
    Outcome result;
    result.verdict = verdict;
    result.reason = fault.reason;
    result.code = fault.code;
    result.message = std::move(fault.message);
    result.field = fault.field;
    result.member = std::move(fault.member);
    return result;
}

// Never: kept among the rejects.
inline Outcome rejected(Fault fault) {
    return outcome(Verdict::rejected, std::move(fault));
}

// Not this record now.
inline Outcome retry(Fault fault) {
    return outcome(Verdict::retry, std::move(fault));
}

// Nothing at all now. `delay` 0: the host decides.
inline Outcome paused(Fault fault, std::chrono::milliseconds delay) {
    Outcome result = retry(std::move(fault));
    result.whole_destination = true;
    result.retry_after = delay;
    return result;
}

// Credentials refused: the host pauses, drops nothing, and the secrets are read again.
inline Outcome auth_failed(Fault fault) {
    return outcome(Verdict::auth_failed, std::move(fault));
}

inline Outcome delivered() {
    Outcome result;
    result.verdict = Verdict::delivered;
    return result;
}

inline Outcome cancelled() {
    Outcome result;
    result.verdict = Verdict::cancelled;
    return result;
}

}  // namespace sluice
