// Which records a pipeline reads. Made by host/config, read by host/source and run.
#pragma once

#include "host/record/mark.hpp"

#include <cstdint>
#include <string>

namespace host {

enum class Format : std::uint8_t { ndjson, csv };

struct SourceSpec {
    std::string path;  // absolute, or "-" for stdin
    Format format = Format::ndjson;
    Mark at;
};

// What a file is known by over restarts: its inode and the hash of its beginning.
struct SourceIdentity {
    std::string path;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::uint64_t head_bytes = 0;  // how many bytes head_sha256 covers: min(size, 4096)
    std::string head_sha256;       // hex
};

}  // namespace host
