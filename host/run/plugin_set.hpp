// The plugins of a configuration: each examined once, made ready when it is needed. Made at
// start-up; main thread.
#pragma once

#include "host/config/config.hpp"
#include "host/plugin/library.hpp"
#include "host/plugin/plugin.hpp"
#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <map>
#include <memory>
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
    // The same, ready to be asked and started: loaded into this process, or to run in one of its
    // own, as the destination says or who ships it.
    sluice::Result<const Plugin*, Problem> plugin(const Destination& destination);

    const std::vector<std::string>& folders() const { return folders_; }

private:
    using Key = std::pair<std::string, std::string>;  // plugin as written, pinned sha256

    std::vector<std::string> folders_;
    std::map<Key, sluice::Result<PluginFile, Problem>> files_;
    std::map<std::string, sluice::Result<std::unique_ptr<Plugin>, Problem>>
        plugins_;  // by destination
};

}  // namespace host
