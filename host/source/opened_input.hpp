// An open source of bytes with what people are told of it. Made by open_source(), held by the
// sources of host/source.
#pragma once

#include "host/record/file_descriptor.hpp"
#include "host/record/problem.hpp"
#include "host/source/input_buffer.hpp"
#include "host/source/source.hpp"

#include <sluice/result.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace host {

struct OpenedInput {
    FileDescriptor file;  // empty for stdin, which is not ours to close
    InputBuffer buffer;
    std::string name;  // the path, or "stdin"
    std::optional<std::uint64_t> total;

    int wait_fd() const { return buffer.may_wait() ? buffer.fd() : -1; }
    SourceProgress progress() const { return {.bytes = buffer.position(), .total = total}; }
    std::string read_error() const;  // after the buffer's `failed`
};

// A regular file by its path, or stdin by "-". Fails with a sentence.
sluice::Result<OpenedInput, Problem> open_input(const std::string& path);

}  // namespace host
