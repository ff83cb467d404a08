#include "host/conform/line_channel.hpp"

#include "host/conform/valid_utf8.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <utility>

namespace host {
namespace {

constexpr std::size_t max_line_bytes = 64 << 20;  // a ledger of some thousand requests

// The descriptor that came with a message, if one did.
FileDescriptor passed_along(msghdr& message) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
         part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(part), sizeof fd);
            return FileDescriptor{fd};
        }
    }
    return {};
}

bool wait_until_writable(int fd) {
    pollfd one{fd, POLLOUT, 0};
    return poll(&one, 1, -1) == 1 && (one.revents & (POLLERR | POLLHUP)) == 0;
}

ssize_t send_part(int fd, std::string_view bytes, int descriptor) {
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof descriptor);
        std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    }
    return sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

bool LineChannel::send(const boost::json::object& line, int descriptor) {
    const std::string text = valid_utf8(boost::json::serialize(line)) + '\n';
    std::string_view rest = text;
    while (!rest.empty()) {
        const ssize_t sent = send_part(socket_.get(), rest, descriptor);
        if (sent > 0) {
            rest.remove_prefix(static_cast<std::size_t>(sent));
            descriptor = -1;
        } else if (errno == EINTR) {
            continue;
        } else if (errno != EAGAIN || !wait_until_writable(socket_.get())) {
            return false;
        }
    }
    return true;
}

void LineChannel::take_lines(Arrived& arrived) {
    std::size_t begin = 0;
    for (std::size_t end = input_.find('\n'); end != std::string::npos;
         end = input_.find('\n', begin)) {
        boost::json::error_code error;
        boost::json::value line = boost::json::parse(input_.substr(begin, end - begin), error);
        if (error || !line.is_object()) {
            arrived.has_ended = true;
            return;
        }
        arrived.lines.push_back(std::move(line.get_object()));
        begin = end + 1;
    }
    input_.erase(0, begin);
    arrived.has_ended = arrived.has_ended || input_.size() > max_line_bytes;
}

Arrived LineChannel::arrived() {
    Arrived arrived;
    std::array<char, 65536> buffer{};
    for (;;) {
        iovec part{buffer.data(), buffer.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t got = recvmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (got > 0) {
            if (FileDescriptor passed = passed_along(message)) {
                arrived.descriptor = std::move(passed);
            }
            input_.append(buffer.data(), static_cast<std::size_t>(got));
        } else if (got < 0 && errno == EINTR) {
            continue;
        } else {
            arrived.has_ended = got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
            break;
        }
    }
    take_lines(arrived);
    return arrived;
}

std::optional<boost::json::object> LineChannel::next() {
    while (waiting_.empty()) {
        pollfd one{socket_.get(), POLLIN, 0};
        if (poll(&one, 1, -1) < 0 && errno != EINTR) {
            return std::nullopt;
        }
        Arrived more = arrived();
        waiting_ = std::move(more.lines);
        if (waiting_.empty() && more.has_ended) {
            return std::nullopt;
        }
    }
    boost::json::object line = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    return line;
}

}  // namespace host
