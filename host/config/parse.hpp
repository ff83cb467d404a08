// Pipeline files → Config, with everything that is wrong with them at once. Start-up, main thread;
// called by run and command. Nothing here looks at a plugin: check() does that afterwards.
#pragma once

#include "host/config/config.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// The configuration is usable only if none of the issues is an error; with errors it holds what
// could be understood, so that check() can find the rest.
struct Parsed {
    Config config;
    std::vector<Issue> issues;  // in the order of the files, each file's by place
};

// Reads and joins the files. Destinations and pipelines of all files form one Config, a name may be
// used once over all of them, and all files must agree on the state folder (by default
// `sluice-state` beside the file).
Parsed parse(std::span<const std::string> files);

// The same for one file whose text is at hand; `file` is how issues name it, and relative paths
// start from its folder.
Parsed parse_text(std::string_view text, std::string_view file);

}  // namespace host
