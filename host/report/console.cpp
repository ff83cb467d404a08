#include "host/report/console.hpp"

#include <cerrno>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

constexpr std::string_view erase_line = "\r\x1b[K";

}  // namespace

Console::Console(int fd) : fd_{fd}, terminal_{::isatty(fd) == 1} {}

std::size_t Console::columns() const {
    winsize size{};
    if (::ioctl(fd_, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return 80;
    }
    return size.ws_col;
}

void Console::line(std::string_view text) {
    const std::lock_guard lock{mutex_};
    std::string out;
    if (!status_.empty()) {
        out.append(erase_line);
    }
    out.append(text).append("\n").append(status_);
    write(out);
}

void Console::status(std::string text) {
    const std::lock_guard lock{mutex_};
    if (!terminal_ || text == status_) {
        return;
    }
    status_ = std::move(text);
    write(std::string{erase_line} + status_);
}

// What cannot be written is dropped: a closed or full standard error must not stop a delivery.
void Console::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace host
