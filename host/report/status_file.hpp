// The file beside the state in which a run says how it is doing, for `sluice status` of another
// process. Written by StatusWriter's thread, read by the command.
#pragma once

#include "host/report/status.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace host {

// "loyalty.status.json". A pipeline's name is a file name: letters, digits, '.', '_' and '-'.
std::filesystem::path
status_file(const std::filesystem::path& directory, std::string_view pipeline);

// Replaces the file by rename, mode 0600, so that a reader sees a whole one. It is not made
// durable, and nothing is said if the disk is full: the next one may fit.
void write_status_file(const std::filesystem::path& file, const std::string& text);

// None if there is none that can be read. Who wrote it may be gone: ask the pipeline's lock.
std::optional<Snapshot> read_status_file(const std::filesystem::path& file);

}  // namespace host
