// A verdict as the operator will read it among the rejects. Called by Delivery, host thread; pure.
#pragma once

#include "host/record/rejection.hpp"

#include <sluice/outcome.hpp>

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace host {

// "rate_limited" and so on; "unknown" for a number that no version of the ABI names.
std::string_view reason_name(sluice::Reason reason);

// The plugin's own code, or the reason's name.
std::string code_of(const sluice::Outcome& outcome);

// "misrouted: HTTP 404 from ...": code and sentence in one, for a pause's text.
std::string text_of(const sluice::Outcome& outcome);

// `fields`: the names of the slots, to name the one at fault ("profile.*" with member "tier":
// "profile.tier").
Rejection rejection_of(const sluice::Outcome& outcome, std::span<const std::string> fields);

// `gave_up`: its life is over. `last` is the answer to the last attempt, null if there was none.
Rejection
gave_up(std::uint32_t attempts, std::chrono::seconds max_life, const sluice::Outcome* last);

// `plugin_crash`: the plugin's process died `times` times while it held the record, last of `how`.
Rejection plugin_crash(std::uint32_t times, const std::string& how);

// `unknown_outcome`: perhaps delivered, and the action must not be sent twice.
Rejection unknown_outcome(const sluice::Outcome& last);

}  // namespace host
