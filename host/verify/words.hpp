// The counts of verification in sentences, for the summary and for a run that does not begin. Pure;
// any thread.
#pragma once

#include "host/record/verify_counts.hpp"

#include <string>
#include <vector>

namespace host {

// 0.0625 -> "6.25 %", 0.5 -> "50 %"
std::string share_words(double share);

// "200 users asked: 12 known (6 %), 188 not known"
std::string preflight_words(const VerifyCounts& counts);

// The lines of the summary: none if nothing was asked.
std::vector<std::string> verify_words(const VerifyCounts& counts);

}  // namespace host
