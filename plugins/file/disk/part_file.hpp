// The file that grows: opened where a run left it, appended to, and finished under its own name.
// Owned by the destination's writing thread.
#pragma once

#include "file/api/row_ends.hpp"
#include "file/disk/descriptor.hpp"
#include "file/disk/disk_fault.hpp"

#include <sluice/result.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace file {

enum class Durability : std::uint8_t {
    cached,  // the system writes it out when it likes
    synced,  // fdatasync before anybody is told
};

struct PartSpec {
    std::string path;  // as configured: out/users.csv
    Format format = Format::ndjson;
    std::string header;  // CSV: its first line, with the line feed; NDJSON: ""
    Durability durability = Durability::synced;
};

// Locked as long as it is open. A row that a crash tore is cut off before anything is appended.
class PartFile {
public:
    using Clock = std::chrono::system_clock;

    // The first part file that nobody else writes: one that is left over goes on, if it begins with
    // the same header; what else is left over, by more writers or another mapping, is finished.
    // Mode 0600; a symbolic link is not followed.
    static sluice::Result<PartFile, DiskFault> open(const PartSpec& spec);

    // Appends whole rows. On a fault the file is as it was before, unless `may_be_kept`.
    std::optional<DiskFault> append(std::string_view rows);

    // After it, what was appended outlives a loss of power. On a fault the file is cut back to what
    // did before, and must be opened anew: the system may have dropped pages that it could not
    // write, and would not say so again.
    std::optional<DiskFault> sync();

    // Syncs and renames it; an empty one is removed. The object is of no use afterwards.
    std::optional<DiskFault> finish(Clock::time_point now);

    std::uint64_t size() const { return size_; }
    Clock::time_point born() const { return born_; }

private:
    PartFile(Descriptor file, std::string name, const PartSpec& spec);

    static sluice::Result<std::optional<PartFile>, DiskFault>
    try_place(const PartSpec& spec, unsigned place, int flags);
    std::optional<DiskFault> resume();
    bool goes_on_with(const PartSpec& spec) const;
    std::optional<DiskFault> rename(Clock::time_point now);

    Descriptor file_;
    std::string name_;
    std::string path_;
    Format format_;
    Durability durability_;
    std::uint64_t size_ = 0;
    std::uint64_t synced_ = 0;  // so much of it outlives a loss of power
    bool is_unsynced_ = false;  // there is something to sync
    Clock::time_point born_;
};

}  // namespace file
