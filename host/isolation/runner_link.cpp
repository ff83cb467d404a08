#include "host/isolation/runner_link.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace host {
namespace {

constexpr std::size_t most_line_bytes = 1024;
constexpr int socket_buffer_bytes =
    256 << 10;  // a few batches, so that neither side waits for the other's wake-up

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_can_be_limited = false;  // the sanitizer's own mappings count
#else
constexpr bool memory_can_be_limited = true;
#endif

// Bytes that the socket took; 0 if it is full or the runner is gone, which the supervisor sees
// elsewhere.
std::size_t send_some(int socket, std::string_view bytes) {
    const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent < 0 ? 0 : static_cast<std::size_t>(sent);
}

}  // namespace

RunnerLink::RunnerLink(std::unique_ptr<Child> child, FileDescriptor socket)
    : child_{std::move(child)}, socket_{std::move(socket)} {}

sluice::Result<std::unique_ptr<RunnerLink>, Problem>
RunnerLink::start(const RunnerSettings& settings) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return Problem{
            std::string{"cannot make a socket for a plugin's process: "} +
            std::strerror(errno)};  // NOLINT(concurrency-mt-unsafe)
    }
    FileDescriptor ours{ends[0]};
    const FileDescriptor theirs{ends[1]};
    for (const int end : ends) {
        setsockopt(end, SOL_SOCKET, SO_SNDBUF, &socket_buffer_bytes, sizeof socket_buffer_bytes);
    }
    ChildStart start;
    start.arguments = {"--run-plugin", "3"};
    start.descriptors = {theirs.get()};
    if (memory_can_be_limited) {
        start.limits.data = settings.max_memory;
    }
    auto child = Child::start(start);
    if (!child) {
        return child.error();
    }
    return std::unique_ptr<RunnerLink>{new RunnerLink{*std::move(child), std::move(ours)}};
}

void RunnerLink::post(std::string_view frames) {
    if (unsent_.empty()) {
        frames.remove_prefix(send_some(socket_.get(), frames));
    }
    unsent_.append(frames);
}

void RunnerLink::post_built() {
    post(building_);
    building_.clear();
}

void RunnerLink::send_unsent() {
    unsent_.erase(0, send_some(socket_.get(), unsent_));
}

RunnerLink::Heard RunnerLink::hear() {
    const auto room = inbox_.room();
    const ssize_t got = recv(socket_.get(), room.data(), room.size(), MSG_DONTWAIT);
    if (got > 0) {
        inbox_.filled(static_cast<std::size_t>(got));
        return Heard::something;
    }
    const bool would_wait = got < 0 && (errno == EAGAIN || errno == EINTR);
    return would_wait ? Heard::nothing : Heard::end;
}

std::vector<std::string> RunnerLink::take_lines(bool at_end) {
    line_ += child_->take_output();
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = line_.find('\n'); end != std::string::npos;
         end = line_.find('\n', begin)) {
        lines.push_back(line_.substr(begin, std::min(end - begin, most_line_bytes)));
        begin = end + 1;
    }
    line_.erase(0, begin);
    if (!line_.empty() && (at_end || line_.size() > most_line_bytes)) {
        lines.push_back(line_.substr(0, most_line_bytes));
        line_.clear();
    }
    return lines;
}

}  // namespace host
