// What the rejects commands are asked: which rejects, and what to do with them. main thread.
#pragma once

#include "host/command/command.hpp"
#include "host/command/log_options.hpp"
#include "host/run/cannot_start.hpp"
#include "host/state/store.hpp"

#include <CLI/Option.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace host {

struct RejectOptions {
    CommonOptions common;
    std::string pipeline;
    std::string reason;
    std::string since;  // words of parse_moment()
    std::string before;
    std::string user;  // a visitor's value: in no log, error or message
    std::vector<std::int64_t> ids;
    std::size_t limit = 20;
    std::string output;
    bool all = false;
    bool yes = false;
    bool force = false;
    LogWords log;

    bool has_filter() const;
};

// Files, plugin path and every filter; gives the option of the pipeline.
CLI::Option* add_reject_filters(CLI::App& command, RejectOptions& options);

// Opens the state that the files name and hands it on, with the filter; prints what is wrong and
// gives the exit code.
using UseRejects = std::function<int(Store&, const RejectFilter&)>;
int with_rejects(const RejectOptions& options, const UseRejects& use);

// Prints the error and gives the exit code.
int state_failed(const StateError& error);

// "1 reject", "1,204 rejects".
std::string rejects_in_words(std::uint64_t count);

// The subcommands that have a file of their own.
int export_rejects(const RejectOptions& options);
int drop_rejects(const RejectOptions& options);

}  // namespace host
