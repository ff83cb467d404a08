#include "host/state/opening_turn.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace host {

OpeningTurn::OpeningTurn(const std::filesystem::path& directory)
    : path_{directory / ".open.lock"},
      fd_{::open(path_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)} {
    int rc = -1;
    do {
        rc = fd_ < 0 ? -1 : ::flock(fd_, LOCK_EX);
    } while (rc != 0 && errno == EINTR);
    error_ = rc == 0 ? 0 : errno;
}

OpeningTurn::~OpeningTurn() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

}  // namespace host
