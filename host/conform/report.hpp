// What the kit found, check by check, and the three forms in which it is told. Pure.
#pragma once

#include "host/conform/check.hpp"
#include "host/conform/evidence.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace host {

struct CheckResult {
    const Check* check = nullptr;
    Finding finding;
    std::chrono::milliseconds took{0};
};

struct ConformReport {
    std::string plugin;  // path
    std::string id;      // of its manifest; "" if it has none that can be read
    std::string version;
    std::string sha256;
    std::uint64_t seed = 0;
    CheckTier tier = CheckTier::quick;
    std::vector<std::string> notes;  // what was derived, what was not run: for people
    std::vector<CheckResult> results;
};

// A failed SHOULD and a failed info are told, and are no failure of the whole.
bool is_failure(const CheckResult& result);
bool has_run(const CheckResult& result);  // not skipped

// "MUST", "SHOULD", "info".
std::string_view to_word(CheckLevel level);

// sdk/conformance.md#send-once
std::string anchor_of(const Check& check);

// TAP 14: the head, one test point each, and what people want to know at the end as comments.
std::string tap_head(const ConformReport& report, std::size_t count);
std::string tap_point(const CheckResult& result, std::size_t number);
std::string tap_foot(const ConformReport& report);

std::string junit_text(const ConformReport& report);
std::string report_json(const ConformReport& report);

}  // namespace host
