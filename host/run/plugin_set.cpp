#include "host/run/plugin_set.hpp"

#include "host/isolation/isolated_plugin.hpp"
#include "host/plugin/inproc_plugin.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace host {
namespace {

std::string own_plugin_folder() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return (program.parent_path() / SLUICE_PLUGIN_FOLDER).lexically_normal().string();
}

bool is_shipped(const Manifest& manifest) {
    constexpr std::string_view shipped = " " SLUICE_SHIPPED_PLUGINS " ";
    return shipped.find(' ' + manifest.id + ' ') != std::string_view::npos;
}

// Why the plugin cannot run in the host; none if it can.
std::optional<std::string> needs_process(const Manifest& manifest) {
    if (manifest.runtime == "go") {
        return "its runtime is Go, which starts threads and takes signals as soon as it is loaded";
    }
    return std::nullopt;
}

std::optional<std::string> needs_process(const sluice_plugin& table) {
    if ((table.flags & SLUICE_PF_NEEDS_PROCESS) != 0) {
        return "it says that it must";
    }
    if ((table.flags & SLUICE_PF_BLOCKING_SEND) != 0) {
        return "its send() waits, and would hold up all other pipelines";
    }
    return std::nullopt;
}

using Made = sluice::Result<std::unique_ptr<Plugin>, Problem>;

Problem must_be_isolated(const Destination& destination, const std::string& why) {
    return Problem{
        "expected isolation: process for the plugin " + destination.plugin +
        ", found inproc: " + why};
}

Made make_inproc(const Destination& destination, const PluginFile& file) {
    if (const auto why = needs_process(file.manifest)) {
        return must_be_isolated(destination, *why);
    }
    const auto table = load_plugin(file);
    if (!table) {
        return table.error();
    }
    if (const auto why = needs_process(**table)) {
        return must_be_isolated(destination, *why);
    }
    return std::unique_ptr<Plugin>{std::make_unique<InprocPlugin>(**table)};
}

Made make_plugin(const Destination& destination, const PluginFile& file) {
    const Isolation by_default = is_shipped(file.manifest) ? Isolation::inproc : Isolation::process;
    if (destination.isolation.value_or(by_default) == Isolation::inproc) {
        return make_inproc(destination, file);
    }
    RunnerSettings settings{.path = file.path, .sha256 = file.sha256};
    settings.max_memory = destination.max_memory.value_or(settings.max_memory);
    return std::unique_ptr<Plugin>{std::make_unique<IsolatedPlugin>(std::move(settings))};
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

sluice::Result<const Plugin*, Problem> PluginSet::plugin(const Destination& destination) {
    auto known = plugins_.find(destination.name);
    if (known == plugins_.end()) {
        const auto examined = file(destination);
        auto made = examined ? make_plugin(destination, **examined) : examined.error();
        known = plugins_.emplace(destination.name, std::move(made)).first;
    }
    if (!known->second) {
        return known->second.error();
    }
    return known->second->get();
}

}  // namespace host
