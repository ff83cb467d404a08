// The name of a plugin that is about to be written, and the forms of it that its files need. Pure.
#pragma once

#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <string>
#include <string_view>

namespace host {

struct PluginName {
    std::string name;        // my-dest
    std::string identifier;  // my_dest
    std::string title;       // My dest
};

// Accepts what can be a file, a CMake target, a Rust crate and a Go module alike: small letters,
// digits and single hyphens or underscores between them, a letter first, at most 50; no word that
// CMake, Rust or Go keeps for itself.
sluice::Result<PluginName, Problem> plugin_name(std::string_view text);

}  // namespace host
