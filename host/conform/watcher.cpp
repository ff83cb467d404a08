#include "host/conform/watcher.hpp"

#include "host/conform/socket_address.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <utility>

namespace host {
namespace {

constexpr std::size_t max_address_bytes = 128;
constexpr std::size_t max_path_bytes = 256;
constexpr std::size_t max_calls = 1000;

// Up to `most` bytes of another process's memory; what could not be read is missing at the end.
std::string memory_of(pid_t process, std::uint64_t address, std::size_t most) {
    std::string bytes(most, '\0');
    iovec here{bytes.data(), bytes.size()};
    iovec there{
        reinterpret_cast<void*>(address),
        most};  // NOLINT(performance-no-int-to-ptr): an address over there
    const ssize_t got = process_vm_readv(process, &here, 1, &there, 1, 0);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

// A path may end just before a page that cannot be read: page by page, as process_vm_readv reads
// all or nothing of one.
std::string path_in(pid_t process, std::uint64_t address) {
    constexpr std::uint64_t page = 4096;
    std::string path =
        memory_of(process, address, std::min<std::size_t>(max_path_bytes, page - address % page));
    return path.substr(0, path.find('\0'));
}

}  // namespace

Watcher::Watcher(EventLoop& loop, FileDescriptor listener, std::vector<std::uint16_t> ports)
    : loop_{loop}, listener_{std::move(listener)}, ports_{std::move(ports)} {
    loop_.add(listener_.get(), EventLoop::For::reading, [this] { look(); });
}

Watcher::~Watcher() {
    loop_.remove(listener_.get());
}

void Watcher::look() {
    seccomp_notif held{};
    if (ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_RECV, &held) != 0) {
        if (errno != EINTR && errno != ENOENT && errno != EAGAIN) {
            loop_.remove(listener_.get());  // nobody is left to be watched
        }
        return;
    }
    const Answer answer = judge(held);
    seccomp_notif_resp response{};
    response.id = held.id;
    response.error = -answer.error;
    response.flags = answer.error == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0;
    ioctl(
        listener_.get(), SECCOMP_IOCTL_NOTIF_SEND, &response
    );  // fails if the caller was killed meanwhile
}

Watcher::Answer Watcher::judge(const seccomp_notif& held) {
    const auto& arguments = held.data.args;
    const auto process = static_cast<pid_t>(held.pid);
    switch (held.data.nr) {
    case __NR_connect:
        return judge_address(held, "connect", arguments[1], arguments[2]);
    case __NR_bind:
        return judge_address(held, "bind", arguments[1], arguments[2]);
    case __NR_sendto:
        return judge_address(held, "sendto", arguments[4], arguments[5]);
    case __NR_sendmsg:
        return judge_message(held);
    case __NR_listen:
        return refuse(
            "listen", "descriptor " + std::to_string(static_cast<int>(arguments[0])), EACCES
        );
    case __NR_execve:
        return refuse("execve", path_in(process, arguments[0]), EPERM);
    case __NR_execveat:
        return refuse("execve", path_in(process, arguments[1]), EPERM);
    case __NR_kill:
    case __NR_tkill:
    case __NR_tgkill:
        return judge_kill(held, static_cast<pid_t>(arguments[0]));
    default:
        return refuse("fork", "a new process", EPERM);
    }
}

Watcher::Answer Watcher::judge_address(
    const seccomp_notif& held, const char* call, std::uint64_t address, std::uint64_t length
) {
    const std::string bytes = memory_of(
        static_cast<pid_t>(held.pid), address, std::min<std::size_t>(length, max_address_bytes)
    );
    const auto port = loopback_port(bytes);
    const bool is_bind = held.data.nr == __NR_bind;
    if (is_look_at_own_machine(bytes) || (is_bind && port == 0) ||
        address_in_words(bytes).empty()) {
        return {};
    }
    if (port && std::find(ports_.begin(), ports_.end(), *port) != ports_.end() && !is_bind) {
        return {};
    }
    return refuse(call, address_in_words(bytes), is_bind ? EACCES : ENETUNREACH);
}

Watcher::Answer Watcher::judge_message(const seccomp_notif& held) {
    const std::string bytes =
        memory_of(static_cast<pid_t>(held.pid), held.data.args[1], sizeof(msghdr));
    msghdr message{};
    std::memcpy(&message, bytes.data(), bytes.size());
    if (message.msg_name == nullptr || message.msg_namelen == 0) {
        return {};
    }
    return judge_address(
        held, "sendmsg", reinterpret_cast<std::uint64_t>(message.msg_name), message.msg_namelen
    );
}

// raise() and abort() name the process itself, or a thread of it.
Watcher::Answer Watcher::judge_kill(const seccomp_notif& held, pid_t target) {
    const std::string own = "/proc/" + std::to_string(held.pid) + "/task/" + std::to_string(target);
    const bool is_self = target == static_cast<pid_t>(held.pid) || std::filesystem::exists(own);
    return is_self ? Answer{} : refuse("kill", "process " + std::to_string(target), EPERM);
}

Watcher::Answer Watcher::refuse(const char* call, std::string target, int error) {
    if (calls_.size() < max_calls) {
        calls_.push_back({call, std::move(target)});
    }
    return {error};
}

}  // namespace host
