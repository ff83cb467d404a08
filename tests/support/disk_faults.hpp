// When and how a disk fails, as a test says it in a few words, and the count of its operations that
// decides. Used by FaultyDisk; on any thread, one at a time.
//
//     fault=full at=17            from the 17th operation on no byte fits any more
//     fault=io at=17 for=1        the 17th operation alone fails, as on a bad sector
//     fault=readonly              nothing can be written from the start on
//     fault=kill at=17            the process is killed in the middle of the 17th operation
//     fault=io seed=4 per_mille=5 each operation fails with this chance, the same ones for a seed
//     fault=full while=/tmp/x     only as long as that file is there: a test makes and removes it
//
// Operations are what changes the disk: writes, truncations, syncs and deletions of state.db and
// its log, counted from 1 over the whole process. A write that fails leaves half of its bytes.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace support {

enum class DiskOperation : std::uint8_t { write, truncate, sync, remove };

struct DiskFaults {
    enum class Kind : std::uint8_t { none, full, io, readonly, kill };
    static constexpr std::uint64_t for_ever = std::numeric_limits<std::uint64_t>::max();

    Kind kind = Kind::none;
    std::uint64_t at = 1;            // the first operation that fails
    std::uint64_t count = for_ever;  // so many fail
    std::uint64_t seed = 0;
    std::uint32_t per_mille = 0;  // not 0: chance decides, not `at`
    std::string while_file = {};  // "": always
};

// None if a word is not one of those above.
std::optional<DiskFaults> parse_disk_faults(std::string_view words);

class DiskFaultCounter {
public:
    DiskFaultCounter() = default;
    explicit DiskFaultCounter(DiskFaults faults);

    // Counts an operation; the fault that it meets.
    DiskFaults::Kind meet(DiskOperation operation);
    // Whether the next operation would meet it, if it is not left to chance.
    DiskFaults::Kind present() const;
    std::uint64_t operations() const { return operations_; }
    std::uint64_t failed() const { return failed_; }

private:
    bool is_active() const;

    DiskFaults faults_;
    std::mt19937_64 chance_;
    std::uint64_t operations_ = 0;
    std::uint64_t failed_ = 0;
};

}  // namespace support
