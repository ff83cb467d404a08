#include "host/source/opened_input.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

std::string system_message(int number) {
    return std::error_code{number, std::generic_category()}.message();
}

// Redirected from a file (sluice run < profiles.ndjson), stdin never waits, and its size is known.
OpenedInput standard_input() {
    struct stat status {};
    const bool is_file = fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode);
    OpenedInput input{
        .file = {},
        .buffer = InputBuffer{{.fd = STDIN_FILENO, .may_wait = !is_file}},
        .name = "stdin",
        .total = {}};
    if (is_file) {
        input.total = static_cast<std::uint64_t>(status.st_size);
    }
    return input;
}

}  // namespace

std::string OpenedInput::read_error() const {
    return "expected to read on in " + name + " behind byte " + std::to_string(buffer.position()) +
           ", found: " + system_message(buffer.error_number());
}

sluice::Result<OpenedInput, Problem> open_input(const std::string& path) {
    if (path == "-") {
        return standard_input();
    }
    // Non-blocking, since opening a pipe would wait for its writer; on a regular file it means
    // nothing.
    FileDescriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!file) {
        return Problem{
            "expected to open " + path + " for reading, found: " + system_message(errno)};
    }
    struct stat status {};
    if (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return Problem{
            "expected a regular file at " + path +
            ", found something else; to read a pipe, name the path \"-\" and redirect stdin"};
    }
    const int fd = file.get();
    return OpenedInput{
        .file = std::move(file),
        .buffer = InputBuffer{{.fd = fd}},
        .name = path,
        .total = static_cast<std::uint64_t>(status.st_size)};
}

}  // namespace host
