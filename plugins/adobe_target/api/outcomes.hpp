// The few shapes of sluice::Outcome that this plugin answers with. Called by all of api and net;
// pure, any thread.
#pragma once

#include <sluice/outcome.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace adobe_target {

// How long a destination rests that answers something an operator must look at, before one record
// tries again.
inline constexpr std::chrono::milliseconds look_again{60'000};

struct Fault {
    sluice::Reason reason = sluice::Reason::none;
    std::string_view code = {};  // documented in the plugin's README
    std::string message = {};
    std::int32_t field = sluice::no_field;
    std::string member = {};  // of a JSON slot
};

inline sluice::Outcome outcome(sluice::Verdict verdict, Fault fault) {
    sluice::Outcome result;
    result.verdict = verdict;
    result.reason = fault.reason;
    result.code = fault.code;
    result.message = std::move(fault.message);
    result.field = fault.field;
    result.member = std::move(fault.member);
    return result;
}

// Never: kept among the rejects.
inline sluice::Outcome rejected(Fault fault) {
    return outcome(sluice::Verdict::rejected, std::move(fault));
}

// Not this record now.
inline sluice::Outcome retry(Fault fault) {
    return outcome(sluice::Verdict::retry, std::move(fault));
}

// Nothing at all now. `delay` 0: the host decides.
inline sluice::Outcome paused(Fault fault, std::chrono::milliseconds delay) {
    sluice::Outcome result = retry(std::move(fault));
    result.whole_destination = true;
    result.retry_after = delay;
    return result;
}

// Credentials refused: the host pauses, drops nothing, and the secrets are read again.
inline sluice::Outcome auth_failed(Fault fault) {
    return outcome(sluice::Verdict::auth_failed, std::move(fault));
}

inline sluice::Outcome delivered() {
    sluice::Outcome result;
    result.verdict = sluice::Verdict::delivered;
    return result;
}

inline sluice::Outcome cancelled() {
    sluice::Outcome result;
    result.verdict = sluice::Verdict::cancelled;
    return result;
}

}  // namespace adobe_target
