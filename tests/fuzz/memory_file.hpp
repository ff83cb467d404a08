// Bytes as a regular file in memory, for what reads files. Used by the fuzz targets alone.
#pragma once

#include "host/record/file_descriptor.hpp"
#include "tests/fuzz/expect.hpp"

#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace fuzz {

class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : fd_{memfd_create("fuzz", MFD_CLOEXEC)} {
        const auto written = write(fd_.get(), bytes.data(), bytes.size());
        expect(written == static_cast<ssize_t>(bytes.size()), "memory takes a small file");
    }

    std::string path() const { return "/proc/self/fd/" + std::to_string(fd_.get()); }

private:
    host::FileDescriptor fd_;
};

}  // namespace fuzz
