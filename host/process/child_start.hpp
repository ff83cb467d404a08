// What a child is started with. A value, filled by whoever starts one.
#pragma once

#include "host/process/environment.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

// What the kernel holds the child to; none: as the parent has it. Core dumps are off always.
struct ChildLimits {
    std::optional<std::uint64_t> address_space =
        std::nullopt;  // bytes; useless under ASan, which maps terabytes
    std::optional<std::uint64_t> data = std::nullopt;         // bytes of heap and private mappings
    std::optional<std::uint64_t> cpu_seconds = std::nullopt;  // SIGXCPU after them
    std::optional<std::uint64_t> open_files = std::nullopt;
    std::optional<std::uint64_t> file_size =
        std::nullopt;  // bytes of any file it writes; SIGXFSZ beyond
};

struct ChildStart {
    std::vector<std::string> arguments{};  // behind argv[0]
    std::vector<int> descriptors{};        // become 3, 4, 5 ... in the child; all others are closed
    ChildLimits limits{};
    std::vector<std::string> environment = plain_environment();
    std::string program =
        "/proc/self/exe";  // the very file that runs, even if it was replaced on disk
};

}  // namespace host
