// Proves that rows can be written beside a path, and leaves nothing there. Called by
// Destination::check.
#pragma once

#include "file/disk/disk_fault.hpp"

#include <optional>
#include <string>

namespace file {

// Writes 4 KiB to a file without a name in the path's folder and syncs it; where the file system
// knows no such files, to one that is removed at once. Looks also whether what stands at the part
// file's name could be gone on with.
std::optional<DiskFault> prove_writable(const std::string& path);

}  // namespace file
