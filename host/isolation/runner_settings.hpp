// What a runner is started with. A value; made by run.
#pragma once

#include <cstdint>
#include <string>

namespace host {

struct RunnerSettings {
    std::string path;    // of the plugin, real and absolute
    std::string sha256;  // the runner loads no other bytes
    // Heap and private mappings of the runner (RLIMIT_DATA): beyond them its allocations fail.
    std::uint64_t max_memory = std::uint64_t{1} << 30;
};

}  // namespace host
