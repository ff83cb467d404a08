// What an ELF file says without being loaded: the plugin's manifest and which entry symbols it
// exports. Start-up.
#pragma once

#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <optional>
#include <string>
#include <vector>

namespace host {

struct ElfFile {
    std::optional<std::string> manifest;  // the bytes of sluice_manifest_v1, without the NUL
    std::vector<int> entry_versions;      // N of each exported sluice_destination_vN
};

// Reads the dynamic symbols of the 64-bit little-endian ELF file behind `fd`, at most 64 MiB of it.
// Every offset in the file is checked: any bytes are safe. The error is a sentence that says what
// was expected and found.
sluice::Result<ElfFile, Problem> read_elf(int fd);

// The same over bytes in memory; the fuzzer's way in.
sluice::Result<ElfFile, Problem> parse_elf(std::string_view bytes);

}  // namespace host
