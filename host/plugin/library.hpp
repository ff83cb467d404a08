// A plugin's shared library: found, examined and loaded; never unloaded. Start-up, main thread.
#pragma once

#include "host/manifest/manifest.hpp"
#include "host/record/problem.hpp"

#include <sluice/destination.h>
#include <sluice/result.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace host {

// What a scan learns of a plugin without running any of its code.
struct PluginFile {
    std::string path;    // real and absolute
    std::string sha256;  // hex, of the whole file
    Manifest manifest;
};

// `plugin` is a name looked up as <folder>/<name>.so in each of `folders`, or a path if it holds a
// slash. The error names every folder that was searched.
sluice::Result<std::string, Problem>
find_plugin(const std::string& plugin, std::span<const std::string> folders);

// Examines the file at `path` without loading it. Refused, each with a sentence: a file or folder
// that others than its owner or root may write, a hash other than `pinned_sha256` (hex, if given),
// a file that is no plugin, one built for another major version of the ABI.
sluice::Result<PluginFile, Problem>
examine_plugin(const std::string& path, const std::optional<std::string>& pinned_sha256);

// Every plugin of the folders, sorted by path, with the sentence why for those that are refused.
struct ListedPlugin {
    std::string path;
    sluice::Result<PluginFile, Problem> file;
};
std::vector<ListedPlugin> list_plugins(std::span<const std::string> folders);

// Loads the examined file for the rest of the process's life and gives its table. Refused: what was
// mapped is not the file that was examined (device, inode and hash), an entry that comes from
// elsewhere, a table that is too small or asks for a newer host.
sluice::Result<const sluice_plugin*, Problem> load_plugin(const PluginFile& file);

}  // namespace host
