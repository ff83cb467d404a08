// Pipeline files made ready to run: parsed, checked against the plugins, mappings compiled. Used by
// run, check and the dry run; main thread. Nothing here touches the network or the state; of
// sources a CSV file's header is read.
#pragma once

#include "host/config/config.hpp"
#include "host/manifest/manifest.hpp"
#include "host/mapping/filter.hpp"
#include "host/mapping/mapping.hpp"
#include "host/plugin/plugin.hpp"
#include "host/run/plugin_set.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace host {

// One pipeline, ready. The references are into the Plan, which must not move.
struct PipelinePlan {
    const Pipeline& pipeline;
    const Destination& destination;
    const PluginFile& file;
    const ActionSpec& action;
    const Plugin& plugin;
    Mapping mapping;
    std::optional<Filter> filter;
    // How long after a delivery `verify` asks about it.
    std::chrono::milliseconds verify_delay{0};

    MappingSpec spec() const;
    // The destination's account: plugin and the config members its manifest names. Pipelines of one
    // account share order, pauses and quota.
    std::string account() const;
    // Another for every way of sending: account, action, operation, options and mapped fields.
    std::uint64_t sending_hash() const;
};

struct Plan {
    Config config;
    PluginSet plugins;
    std::vector<PipelinePlan> pipelines;  // those without an error
    std::vector<Issue> issues;            // sorted by place
};

// Collects everything that is wrong, of every kind, before it gives up. `command_line_folders`:
// --plugin-path.
std::unique_ptr<Plan> make_plan(
    const std::vector<std::string>& files, const std::vector<std::string>& command_line_folders
);

}  // namespace host
