// --log-level and --log-format, for the commands that run pipelines.
#pragma once

#include "host/report/log.hpp"

#include <CLI/App.hpp>
#include <string>

namespace host {

// As the command line has them; CLI11 has checked them.
struct LogWords {
    std::string level = "info";
    std::string format;  // "": text on a terminal, JSON elsewhere
};

void add_log_options(CLI::App& command, LogWords& words);
LogOptions log_options(const LogWords& words);

}  // namespace host
