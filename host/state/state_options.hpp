// Where the state lives and how patient it is. Made by run and the commands; a value.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace host {

struct StateOptions {
    std::filesystem::path directory;                 // made with mode 0700 if it is not there
    std::chrono::milliseconds busy_timeout{10'000};  // for another process's transaction
    std::uint64_t max_bytes = 0;                     // of state.db; 0: as much as the disk holds
};

// `<folder of the pipeline file>/sluice-state`.
std::filesystem::path default_state_directory(const std::filesystem::path& pipeline_file);

}  // namespace host
