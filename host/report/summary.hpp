// What became of a run, printed by run when it ends. Pure: values in, text out.
#pragma once

#include "host/record/checkpoint.hpp"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace host {

struct PipelineSummary {
    std::string pipeline;
    Counts counts;               // of this run
    std::uint64_t pending = 0;   // as the fates hold them, counted apart from `counts`
    std::uint64_t requests = 0;  // that may have reached the destination
    std::chrono::milliseconds duration{0};
    std::string
        stopped;  // why it stopped before its end ("paused: …", "interrupted"); "" if it did not
    std::string note;           // "already done", "continued at line 4,201"; "" for none
    std::string plugin_deaths;  // how often the plugin's process died, and of what; "" for never
    std::string quota;          // "412,000 of 1,000,000 left"; "" without one
    std::vector<std::string> verify;    // what was found of users and attributes, a line each
    std::uint64_t rejects_kept = 0;     // of the pipeline in the state, of earlier runs too
    std::uint64_t rejects_dropped = 0;  // by this run, since they were too old or too many
    std::vector<std::pair<std::string, std::uint64_t>>
        counters;  // what the plugin counted, if not 0
};

struct Summary {
    std::span<const PipelineSummary> pipelines;
    std::string state_directory;
    std::string pipeline_file;  // for the command that lists the rejects
    bool dry_run = false;
};

// updates = delivered + unchanged + superseded + filtered + rejected + pending.
bool adds_up(const Counts& counts, std::uint64_t pending);

// The table, one line of the sum per pipeline, why it stopped, and where the rejects are. Ends with
// a newline.
std::string summary_text(const Summary& summary);

}  // namespace host
