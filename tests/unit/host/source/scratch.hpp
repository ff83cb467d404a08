// A file and a pipe for the tests of host/source.
#pragma once

#include "host/record/file_descriptor.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unistd.h>

namespace test {

inline void write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(fd, text.data(), text.size());
        REQUIRE(written > 0);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Removed with the object.
struct ScratchFile {
    std::string path = "/tmp/sluice_source_XXXXXX";
    host::FileDescriptor fd{mkstemp(path.data())};

    explicit ScratchFile(std::string_view text) { write_all(fd.get(), text); }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    ~ScratchFile() { unlink(path.c_str()); }
};

struct Pipe {
    host::FileDescriptor reading;
    host::FileDescriptor writing;

    Pipe() {
        std::array<int, 2> ends{};
        REQUIRE(pipe(ends.data()) == 0);
        reading = host::FileDescriptor{ends[0]};
        writing = host::FileDescriptor{ends[1]};
    }
    void close_writing() { host::FileDescriptor{std::move(writing)}; }
};

// stdin comes from `fd` while the object lives.
struct StdinFrom {
    host::FileDescriptor before{dup(STDIN_FILENO)};

    explicit StdinFrom(int fd) { REQUIRE(dup2(fd, STDIN_FILENO) == STDIN_FILENO); }
    StdinFrom(const StdinFrom&) = delete;
    StdinFrom& operator=(const StdinFrom&) = delete;
    ~StdinFrom() { dup2(before.get(), STDIN_FILENO); }
};

}  // namespace test
