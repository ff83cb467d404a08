// One rule of the kit: what it is called, when it runs, and the function that judges it in a child
// process of its own. check_table.cpp lists them all; the parent reads the list, the child calls
// one function of it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace host {

class CheckRun;

enum class CheckLevel : std::uint8_t { must, should, info };  // a failed MUST makes the exit code 1
enum class CheckTier : std::uint8_t { quick, full };

// How far a plugin must have come for a check to mean anything. A check whose rung was not reached
// is skipped as blocked: its failure would say nothing but what the lower check has said.
enum class Rung : std::uint8_t {
    file,     // the file alone
    loaded,   // load-entry passed
    live,     // cfg-accept passed
    sending,  // send-once passed
};

// What a check needs beside a plugin; without it the check is skipped with the reason.
enum class CheckNeeds : std::uint8_t { nothing, http, watch };

struct Check {
    std::string_view id;    // also its section in sdk/conformance.md
    std::string_view rule;  // one sentence, as the report prints it
    CheckLevel level = CheckLevel::must;
    CheckTier tier = CheckTier::quick;
    Rung rung = Rung::sending;
    CheckNeeds needs = CheckNeeds::nothing;
    void (*run)(CheckRun&) = nullptr;
};

// In the order in which they run.
std::span<const Check> all_checks();

// Null if there is none of that id.
const Check* find_check(std::string_view id);

}  // namespace host
