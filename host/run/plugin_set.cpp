#include "host/run/plugin_set.hpp"

#include <filesystem>
#include <optional>
#include <system_error>

namespace host {
namespace {

std::string own_plugin_folder() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return (program.parent_path() / SLUICE_PLUGIN_FOLDER).lexically_normal().string();
}

}  // namespace

std::vector<std::string> plugin_folders(
    const std::vector<std::string>& command_line, const std::vector<std::string>& files
) {
    std::vector<std::string> folders = command_line;
    folders.insert(folders.end(), files.begin(), files.end());
    folders.push_back(own_plugin_folder());
    return folders;
}

sluice::Result<const PluginFile*, Problem> PluginSet::file(const Destination& destination) {
    const Key key{destination.plugin, destination.sha256.value_or("")};
    auto known = files_.find(key);
    if (known == files_.end()) {
        auto path = find_plugin(destination.plugin, folders_);
        auto examined = path ? examine_plugin(*path, destination.sha256)
                             : sluice::Result<PluginFile, Problem>{path.error()};
        known = files_.emplace(key, std::move(examined)).first;
    }
    if (!known->second) {
        return known->second.error();
    }
    return &*known->second;
}

sluice::Result<const sluice_plugin*, Problem> PluginSet::load(const Destination& destination) {
    const auto examined = file(destination);
    if (!examined) {
        return examined.error();
    }
    const Key key{destination.plugin, destination.sha256.value_or("")};
    auto known = tables_.find(key);
    if (known == tables_.end()) {
        known = tables_.emplace(key, load_plugin(**examined)).first;
    }
    return known->second;
}

}  // namespace host
