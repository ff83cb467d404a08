// What a reload would change: the pipelines that run, held against those of the files as they are
// now. Used by Reload; any thread, pure.
#pragma once

#include "host/run/plan.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace host {

// What a pipeline is known by over a reload: equal facts, equal ways.
struct PipelineFacts {
    std::string name;
    std::string config;      // hash of what the files say of it and its destination, and where
    std::string plugin;      // path and hash of the plugin's file
    bool is_stream = false;  // reads standard input

    bool operator==(const PipelineFacts&) const = default;
};

using Facts = std::vector<PipelineFacts>;

// Of all pipelines, in the order of the files.
Facts facts_of(const Plan& plan);

struct PipelineChange {
    enum class Kind : std::uint8_t {
        unchanged,
        changed,
        added,
        removed,
        as_it_was,    // it did not start as the files say now
        not_running,  // nor as they said before
    };
    std::string name;
    Kind kind = Kind::unchanged;
};

using PlanChange = std::vector<PipelineChange>;

// In the order of the files as they are now, what was removed last.
PlanChange plan_change(const Facts& running, const Facts& wanted);

// "loyalty changed, events unchanged, news added".
std::string text_of(const PlanChange& change);

// What only a restart can do, a sentence each: another state, another status server, standard input
// anew.
std::vector<std::string> needs_restart(const Config& running, const Config& wanted);
std::vector<std::string>
needs_restart(const Facts& running, const Facts& wanted, const PlanChange& change);

// What runs by now that the change is done.
Facts facts_after(const Facts& running, const Facts& wanted, const PlanChange& done);

}  // namespace host
