// The plugins of a configuration: each examined once, loaded when it is needed. Made at start-up;
// main thread.
#pragma once

#include "host/config/config.hpp"
#include "host/plugin/library.hpp"
#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace host {

// Where plugins are looked for: what the command line names, then what the files name, then the
// folder that belongs to the running program (<its folder>/../lib/sluice/plugins).
std::vector<std::string>
plugin_folders(const std::vector<std::string>& command_line, const std::vector<std::string>& files);

class PluginSet {
public:
    explicit PluginSet(std::vector<std::string> folders) : folders_{std::move(folders)} {}

    // Finds and examines the destination's plugin. Addresses stay valid as long as the set.
    sluice::Result<const PluginFile*, Problem> file(const Destination& destination);
    // Loads it too.
    sluice::Result<const sluice_plugin*, Problem> load(const Destination& destination);

    const std::vector<std::string>& folders() const { return folders_; }

private:
    using Key = std::pair<std::string, std::string>;  // plugin as written, pinned sha256

    std::vector<std::string> folders_;
    std::map<Key, sluice::Result<PluginFile, Problem>> files_;
    std::map<Key, sluice::Result<const sluice_plugin*, Problem>> tables_;
};

}  // namespace host
