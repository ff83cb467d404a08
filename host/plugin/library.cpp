#include "host/plugin/library.hpp"

#include "host/digest/sha256.hpp"
#include "host/plugin/elf_file.hpp"
#include "host/plugin/mapped_file.hpp"
#include "host/record/file_descriptor.hpp"

#include <boost/dll/shared_library.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <list>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

std::string in_quotes(std::string_view text) {
    return '"' + std::string{text} + '"';
}

// Owner or root alone may write `path`: else whoever may write it runs code as this host.
std::optional<Problem> writable_by_others(const std::string& path, const struct stat& status) {
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && (status.st_mode & S_ISVTX) == 0) {
        return Problem{
            "expected " + path +
            " to be writable by its owner alone, found group or others may write it; run: chmod "
            "go-w " +
            path};
    }
    if (status.st_uid != 0 && status.st_uid != geteuid()) {
        return Problem{
            "expected " + path +
            " to belong to root or to the user that runs sluice, found user id " +
            std::to_string(status.st_uid)};
    }
    return std::nullopt;
}

std::optional<Problem> refuse_unsafe(const std::string& path, int fd) {
    struct stat file {};
    if (fstat(fd, &file) != 0 || !S_ISREG(file.st_mode)) {
        return Problem{"expected a regular file at " + path + ", found something else"};
    }
    if (auto failure = writable_by_others(path, file)) {
        return failure;
    }
    const std::string folder = std::filesystem::path{path}.parent_path().string();
    struct stat status {};
    if (stat(folder.c_str(), &status) != 0) {
        return Problem{
            "expected the folder " + folder +
            " to be readable: " + std::strerror(errno)};  // NOLINT(concurrency-mt-unsafe)
    }
    return writable_by_others(folder, status);
}

std::optional<Problem> wrong_version(const std::string& path, const ElfFile& elf) {
    const auto& versions = elf.entry_versions;
    if (std::find(versions.begin(), versions.end(), SLUICE_ABI_MAJOR) != versions.end()) {
        return std::nullopt;
    }
    const std::string spoken = std::to_string(SLUICE_ABI_MAJOR);
    if (versions.empty()) {
        return Problem{
            path + " is no destination plugin: expected it to export " SLUICE_ENTRY_SYMBOL
                   ", found no such symbol"};
    }
    return Problem{
        path + " is built for ABI " + std::to_string(versions.front()) + ", this host speaks " +
        spoken + ": install a build of the plugin for ABI " + spoken};
}

// Kept for the life of the process: unloading a library with threads or thread-local destructors
// crashes (abi.md 2).
struct Loaded {
    std::string path;
    std::string sha256;
    boost::dll::shared_library code;
};
std::list<Loaded>& loaded_libraries() {
    static auto* libraries = new std::list<Loaded>;  // never destroyed, on purpose
    return *libraries;
}

// The loader gives what it has of that name, whatever the file is now: another file is a problem.
sluice::Result<Loaded*, Problem> loaded_of(const PluginFile& file) {
    auto& libraries = loaded_libraries();
    const auto known = std::find_if(libraries.begin(), libraries.end(), [&](const Loaded& one) {
        return one.path == file.path && one.code.is_loaded();
    });
    if (known == libraries.end()) {
        return &libraries.emplace_back(Loaded{file.path, file.sha256, {}});
    }
    if (known->sha256 != file.sha256) {
        return Problem{
            "expected " + file.path +
            " as it was loaded, found another file: code stays loaded as long as the process runs; "
            "stop the run and start it again, or let the plugin run with isolation: process"};
    }
    return &*known;
}

std::optional<Problem> wrong_table(const PluginFile& file, const sluice_plugin* table) {
    if (table == nullptr || table->struct_size < sizeof(sluice_plugin)) {
        return Problem{
            file.path + ": expected a plugin table of at least " +
            std::to_string(sizeof(sluice_plugin)) + " bytes, found " +
            std::to_string(table == nullptr ? 0 : table->struct_size)};
    }
    if (table->min_host_minor > SLUICE_ABI_MINOR) {
        return Problem{
            file.path + " needs a host of ABI 1." + std::to_string(table->min_host_minor) +
            ", this one is 1." + std::to_string(SLUICE_ABI_MINOR) + ": upgrade sluice"};
    }
    const bool whole = table->describe != nullptr && table->validate_mapping != nullptr &&
                       table->init != nullptr && table->send != nullptr &&
                       table->cancel != nullptr && table->shutdown != nullptr;
    if (!whole) {
        return Problem{
            file.path + ": expected describe, validate_mapping, init, send, cancel and shutdown, "
                        "found one missing"};
    }
    return std::nullopt;
}

}  // namespace

sluice::Result<std::string, Problem>
find_plugin(const std::string& plugin, std::span<const std::string> folders) {
    std::error_code error;
    if (plugin.find('/') != std::string::npos) {
        const auto path = std::filesystem::canonical(plugin, error);
        if (error) {
            return Problem{"expected a plugin at " + plugin + ": " + error.message()};
        }
        return path.string();
    }
    std::string searched;
    for (const std::string& folder : folders) {
        const auto path =
            std::filesystem::canonical(std::filesystem::path{folder} / (plugin + ".so"), error);
        if (!error) {
            return path.string();
        }
        searched += (searched.empty() ? "" : ", ") + folder;
    }
    return Problem{
        "expected a plugin named " + in_quotes(plugin) + " (" + plugin + ".so), found none in " +
        (searched.empty() ? "any folder, for none is set" : searched) +
        "; see `sluice plugin list` or set plugin_path"};
}

sluice::Result<PluginFile, Problem>
examine_plugin(const std::string& path, const std::optional<std::string>& pinned_sha256) {
    const FileDescriptor fd{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!fd) {
        return Problem{
            "cannot open the plugin " + path + ": " +
            std::strerror(errno)};  // NOLINT(concurrency-mt-unsafe)
    }
    if (auto failure = refuse_unsafe(path, fd.get())) {
        return std::move(*failure);
    }
    auto elf = read_elf(fd.get());
    if (!elf) {
        return Problem{path + ": " + elf.error().text};
    }
    if (auto failure = wrong_version(path, *elf)) {
        return std::move(*failure);
    }
    auto hash = sha256_of_file(fd.get());
    if (!hash) {
        return Problem{path + ": " + hash.error().text};
    }
    if (pinned_sha256 && *hash != *pinned_sha256) {
        return Problem{
            path + ": expected sha256 " + *pinned_sha256 + " as the pipeline file pins it, found " +
            *hash};
    }
    if (!elf->manifest) {
        return Problem{path + ": expected the symbol " SLUICE_MANIFEST_SYMBOL ", found none"};
    }
    auto manifest = parse_manifest(*elf->manifest);
    if (!manifest) {
        return Problem{path + ": its manifest is not valid: " + manifest.error()};
    }
    return PluginFile{path, *std::move(hash), *std::move(manifest)};
}

std::vector<ListedPlugin> list_plugins(std::span<const std::string> folders) {
    std::vector<ListedPlugin> listed;
    for (const std::string& folder : folders) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
            if (entry.path().extension() == ".so") {
                const std::string path = entry.path().string();
                listed.push_back({path, examine_plugin(path, std::nullopt)});
            }
        }
    }
    std::sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) {
        return a.path < b.path;
    });
    return listed;
}

sluice::Result<const sluice_plugin*, Problem> load_plugin(const PluginFile& file) {
    // Boost.DLL has no NODELETE mode of its own; its modes are dlopen's flags.
    const auto mode =
        static_cast<boost::dll::load_mode::type>(RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    const FileDescriptor fd{open(file.path.c_str(), O_RDONLY | O_CLOEXEC)};
    const auto hash =
        fd ? sha256_of_file(fd.get()) : sluice::Result<std::string, Problem>{Problem{"unreadable"}};
    if (!hash || *hash != file.sha256) {
        return Problem{file.path + " changed between its examination and its loading: run again"};
    }
    boost::dll::fs::error_code error;
    const auto loaded = loaded_of(file);
    if (!loaded) {
        return loaded.error();
    }
    auto& library = (*loaded)->code;
    const bool is_new = !library.is_loaded();
    if (is_new) {
        library.load(file.path, error, mode);
    }
    if (error) {
        const char* why = dlerror();  // NOLINT(concurrency-mt-unsafe)
        return Problem{
            "cannot load " + file.path + ": " + (why != nullptr ? why : error.message())};
    }
    const auto entry = library.get<const sluice_plugin*()>(SLUICE_ENTRY_SYMBOL);
    if (is_new && !is_mapped_from(reinterpret_cast<const void*>(entry), fd.get())) {
        (*loaded)->sha256.clear();  // nobody's
        return Problem{
            file.path + ": what was loaded is not the file that was examined; is another library "
                        "of the same name loaded?"};
    }
    const sluice_plugin* table = entry();
    if (auto failure = wrong_table(file, table)) {
        return std::move(*failure);
    }
    return table;
}

}  // namespace host
