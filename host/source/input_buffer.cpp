#include "host/source/input_buffer.hpp"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace host {
namespace {

// Large enough that a system call is shared by some 300 records, small enough to stay in the
// second-level cache.
constexpr std::size_t block_bytes = 128 << 10;

bool is_readable_now(int fd) {
    pollfd asked{.fd = fd, .events = POLLIN, .revents = 0};
    return poll(&asked, 1, 0) > 0;
}

}  // namespace

InputBuffer::InputBuffer(const Start& start)
    : fd_{start.fd}, may_wait_{start.may_wait}, bytes_{new char[block_bytes]},
      capacity_{block_bytes}, read_{start.position} {}

InputBuffer::Fill InputBuffer::fill() {
    if (ended_) {
        return Fill::end;
    }
    make_room();
    ssize_t got = -1;
    do {
        // The descriptor stays in blocking mode: its flags are shared with whoever else has the
        // stream open.
        if (may_wait_ && !is_readable_now(fd_)) {
            return Fill::wait;
        }
        got = read(fd_, bytes_.get() + end_, capacity_ - end_);
    } while (got < 0 && errno == EINTR);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        return Fill::wait;
    }
    if (got < 0) {
        error_number_ = errno;
        return Fill::failed;
    }
    if (got == 0) {
        ended_ = true;
        return Fill::end;
    }
    end_ += static_cast<std::size_t>(got);
    read_ += static_cast<std::uint64_t>(got);
    return Fill::more;
}

void InputBuffer::make_room() {
    if (begin_ > 0) {
        std::memmove(bytes_.get(), bytes_.get() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == capacity_) {
        std::unique_ptr<char[]> larger{new char[capacity_ * 2]};
        std::memcpy(larger.get(), bytes_.get(), end_);
        bytes_ = std::move(larger);
        capacity_ *= 2;
    }
}

bool InputBuffer::seek(std::uint64_t position) {
    if (lseek(fd_, static_cast<off_t>(position), SEEK_SET) < 0) {
        error_number_ = errno;
        return false;
    }
    begin_ = 0;
    end_ = 0;
    read_ = position;
    ended_ = false;
    return true;
}

}  // namespace host
