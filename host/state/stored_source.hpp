// How far a pipeline got with its source, as the state keeps it. Read by run at start; a value.
#pragma once

#include "host/record/checkpoint.hpp"
#include "host/record/source_spec.hpp"

#include <cstdint>
#include <string>

namespace host {

struct StoredSource {
    std::string generation;   // "1", "2" ...: a number per pipeline, never used twice
    SourceIdentity identity;  // as it was when the generation began or was last continued
    Checkpoint checkpoint;
    Counts counts;              // of the whole generation
    bool finished = false;      // read to its end and every update final
    std::int64_t began_ms = 0;  // Unix time
    std::int64_t saved_ms = 0;  // Unix time of the last commit
};

// One run in the history, for `sluice runs`.
struct RunRow {
    std::int64_t id = 0;  // 0 before it is written
    std::string pipeline;
    std::string generation;
    std::int64_t started_ms = 0;
    std::int64_t ended_ms = 0;           // 0: still running, or killed
    Counts counts;                       // of this run alone
    int exit = -1;                       // -1 until it ended
    static constexpr int reloaded = -2;  // an exit that was none: a reload began the next row
    std::string config_hash;
    std::string plugin_hash;
};

}  // namespace host
