// Verdicts in the words of a profile's `expect`, and the table that holds where a profile says
// nothing. Pure.
#pragma once

#include "host/conform/harness/kit_context.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// "delivered", "retry", "pause" (RETRY with WHOLE_DESTINATION), "rejected", "auth"; "cancelled",
// "none".
std::string_view verdict_word(const SeenVerdict& verdict);

// What may be said of an answer: "429" -> retry or pause. Keys are statuses, and "html" for a 200
// that is none of the far side's. The profile's entries win.
std::vector<std::string> expected_verdicts(
    std::string_view answer, const std::map<std::string, std::vector<std::string>>& profile
);

bool is_expected(const SeenVerdict& verdict, const std::vector<std::string>& expected);

std::string expectation_text(const std::vector<std::string>& expected);  // "retry or pause"

}  // namespace host
