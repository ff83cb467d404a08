// A disk that fails as a test says: an SQLite VFS over the real one. Tests of host/state hold one
// beside their connections; `sluice_with_faulty_disk` (the real command line, see
// install_faulty_disk.cpp) has one for its life and takes the words of disk_faults.hpp from the
// environment:
//
//     SLUICE_TEST_DISK="fault=full at=17" sluice_with_faulty_disk run pipeline.yaml
//
// The product holds none of it. One at a time in a process; its connections on any threads.
#pragma once

#include "tests/support/disk_faults.hpp"
#include "tests/support/unsynced_bytes.hpp"

#include <cstdint>
#include <memory>
#include <mutex>

struct sqlite3_vfs;

namespace support {

class FaultyDisk {
public:
    // Whether lose_power() will be asked for: then syncs are noted and not done.
    enum class Memory : std::uint8_t { none, of_unsynced };

    // From here to its end SQLite opens files through it. Sound at first.
    explicit FaultyDisk(Memory memory = Memory::none);
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;
    ~FaultyDisk();  // every connection must be closed

    // Counts anew from here on.
    void fail(DiskFaults faults);
    void heal() { fail({}); }
    std::uint64_t operations() const;
    std::uint64_t failed() const;

    // The files as power that is lost now may leave them. Every connection must be closed.
    void lose_power(std::uint64_t seed);

    // --- for its files ---
    DiskFaults::Kind meet(DiskOperation operation);
    DiskFaults::Kind present() const;
    // Runs `note` on what is remembered, if anything is.
    template <class Note>
    void remember(const Note& note) {
        const std::lock_guard lock{mutex_};
        if (memory_ == Memory::of_unsynced) {
            note(unsynced_);
        }
    }
    bool is_remembering() const { return memory_ == Memory::of_unsynced; }
    sqlite3_vfs& real() const { return *real_; }

private:
    Memory memory_;
    sqlite3_vfs* real_;
    std::unique_ptr<sqlite3_vfs> vfs_;
    mutable std::mutex mutex_;
    DiskFaultCounter counter_;
    UnsyncedBytes unsynced_;
};

}  // namespace support
