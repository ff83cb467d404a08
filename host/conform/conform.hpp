// `sluice conform`: which checks are run on a plugin, in which order, and what comes of them. Main
// thread; the plugin is never loaded here.
#pragma once

#include "host/conform/check.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

struct ConformOptions {
    std::string plugin;
    std::string profile;  // "": none
    CheckTier tier = CheckTier::quick;
    std::vector<std::string> only;
    std::optional<std::uint64_t> seed;  // none: by chance, and printed
    std::string junit;                  // files to write; "": none
    std::string json;
};

// Prints TAP on standard output. 0: all pass; 1: a MUST failed, or nothing was run; 2: no such file
// or check; 74: a report cannot be written; 78: the profile is wrong.
int conform(const ConformOptions& options);

// The checks with tier, level and rule, as --list prints them.
std::string list_of_checks();

}  // namespace host
