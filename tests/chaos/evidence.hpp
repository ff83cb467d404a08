// What an episode left behind, for the judges: runs, requests, rejects and counts. Values.
#pragma once

#include "tests/chaos/load.hpp"
#include "tests/support/arrival.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace chaos {

// How a run ended, which says what the next one may repeat.
enum class End : std::uint8_t {
    clean,        // by itself, or drained: all that was answered is durable
    stopped_now,  // without waiting for answers
    killed,       // what was final and not durable is repeated too
};

struct Run {
    std::uint64_t opened_before = 0;  // connections that the sandbox had seen when it began
    End end = End::clean;
    std::uint64_t runner_kills = 0;  // of its plugins' processes
    std::uint64_t reloads = 0;       // that it was asked for
};

struct KeptReject {
    std::size_t load = 0;
    std::size_t line = 0;
    std::uint32_t sub = 0;
    std::string reason;
};

struct Evidence {
    std::vector<Load> loads;
    std::size_t credit = 0;  // updates of one pipeline at the plugin, at most
    Coalesce coalesce = Coalesce::off;
    std::vector<Run> runs;
    std::vector<support::Arrival> arrivals;  // of updates, in the order of arrival
    std::vector<KeptReject> rejects;
    // By load: the whole numbers that the state keeps of its source, by column.
    std::vector<std::map<std::string, std::int64_t>> totals;
};

// Where an update stands in Evidence::loads.
struct Place {
    std::size_t load = 0;
    std::size_t update = 0;
};

// An arrival that is known for what it is.
struct Known {
    const support::Arrival* arrival = nullptr;
    const Update* update = nullptr;
    Place place;
    std::size_t run = 0;

    // It was answered for good, and the answer went out.
    bool is_answered() const {
        constexpr int accepted = 200;
        constexpr int refused = 400;
        return arrival->is_replied && (arrival->status == accepted || arrival->status == refused);
    }
};

}  // namespace chaos
