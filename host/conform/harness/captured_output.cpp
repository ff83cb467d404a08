#include "host/conform/harness/captured_output.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace host {

CapturedOutput::CapturedOutput() : output_{lead(STDOUT_FILENO)}, error_{lead(STDERR_FILENO)} {}

CapturedOutput::~CapturedOutput() {
    std::fflush(stdout);
    dup2(output_.before.get(), output_.descriptor);
    dup2(error_.before.get(), error_.descriptor);
}

CapturedOutput::Led CapturedOutput::lead(int descriptor) {
    Led led{
        descriptor,
        FileDescriptor{fcntl(descriptor, F_DUPFD_CLOEXEC, 0)},
        FileDescriptor{memfd_create("output", MFD_CLOEXEC)}};
    if (!led.file || dup2(led.file.get(), descriptor) < 0) {
        throw std::system_error{errno, std::generic_category(), "capturing what a plugin prints"};
    }
    return led;
}

std::string CapturedOutput::content(const Led& led) {
    std::fflush(led.descriptor == STDOUT_FILENO ? stdout : stderr);
    std::string all;
    std::array<char, 4096> piece{};
    for (off_t at = 0;;) {
        const ssize_t got = pread(led.file.get(), piece.data(), piece.size(), at);
        if (got <= 0) {
            return all;
        }
        all.append(piece.data(), static_cast<std::size_t>(got));
        at += got;
    }
}

std::string CapturedOutput::standard_output() const {
    return content(output_);
}

std::string CapturedOutput::standard_error() const {
    return content(error_);
}

}  // namespace host
