// Counts what answers say, and judges the share of known users. Pure; called by run, host thread.
#pragma once

#include "host/record/verify_counts.hpp"

#include <sluice/question.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace host {

// An answer about a user before the run.
void count_preflight(VerifyCounts& counts, const sluice::Answer& answer);

// An answer about a delivered update. `fields`: the names of the slots, "profile.tier",
// "profile.*".
void count_sample(
    VerifyCounts& counts, const sluice::Answer& answer, std::span<const std::string> fields
);

// Why a run must not begin, with the numbers; none if it may. Few answers are no ground to judge
// on: of less than half of those asked, the run does not begin either.
struct PreflightFault {
    bool is_unanswered = false;  // else too few are known
    std::string text;
};
std::optional<PreflightFault> preflight_fault(const VerifyCounts& counts, double min_match);

}  // namespace host
