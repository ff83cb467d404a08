#include "host/process/child.hpp"

#include "host/process/fresh_child.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

constexpr std::size_t most_output_bytes = 64 << 10;

std::string because(std::string_view what) {
    return std::string{what} + ": " + std::strerror(errno);  // NOLINT(concurrency-mt-unsafe)
}

std::string duration_in_words(int milliseconds) {
    constexpr int second = 1000;
    return milliseconds % second == 0 ? std::to_string(milliseconds / second) + " s"
                                      : std::to_string(milliseconds) + " ms";
}

}  // namespace

std::string ChildEnd::in_words() const {
    if (how == How::exited) {
        return "exit " + std::to_string(number);
    }
    if (how == How::timed_out) {
        return "timed out after " + duration_in_words(number);
    }
    const char* name = sigabbrev_np(number);
    return name == nullptr ? "killed by signal " + std::to_string(number)
                           : "killed by SIG" + std::string{name};
}

Child::Child(pid_t pid, FileDescriptor process, FileDescriptor output)
    : pid_{pid}, process_{std::move(process)}, output_{std::move(output)} {}

sluice::Result<std::unique_ptr<Child>, Problem> Child::start(const ChildStart& start) {
    std::array<int, 2> pipe_ends{};
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) {
        return Problem{because("cannot make a pipe for a child's output")};
    }
    FileDescriptor output{pipe_ends[0]};
    const FileDescriptor input{pipe_ends[1]};
    fcntl(output.get(), F_SETFL, O_NONBLOCK);
    FreshChild fresh{start};
    const pid_t pid = fork();
    if (pid < 0) {
        return Problem{because("cannot start a child")};
    }
    if (pid == 0) {
        fresh.become(input.get());
    }
    // Its number cannot be another's yet, for nobody has waited for it.
    FileDescriptor process{static_cast<int>(syscall(SYS_pidfd_open, pid, 0))};
    if (!process) {
        const std::string why = because("cannot watch a child (pidfd_open)");
        ::kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
        return Problem{why};
    }
    return std::unique_ptr<Child>{new Child{pid, std::move(process), std::move(output)}};
}

Child::~Child() {
    kill();
    pollfd ends{process_.get(), POLLIN, 0};
    while (!ended() && (poll(&ends, 1, -1) >= 0 || errno == EINTR)) {
    }
}

void Child::kill() {
    if (!end_) {
        syscall(SYS_pidfd_send_signal, process_.get(), SIGKILL, nullptr, 0);
    }
}

std::optional<ChildEnd> Child::ended() {
    siginfo_t info{};
    if (end_ ||
        waitid(
            static_cast<idtype_t>(P_PIDFD),
            static_cast<id_t>(process_.get()),
            &info,
            WEXITED | WNOHANG | WNOWAIT
        ) != 0 ||
        info.si_pid == 0) {
        return end_;
    }
    // Not reaped yet, so that its number is still its group's alone.
    ::kill(-pid_, SIGKILL);
    waitid(static_cast<idtype_t>(P_PIDFD), static_cast<id_t>(process_.get()), &info, WEXITED);
    const bool by_itself = info.si_code == CLD_EXITED;
    end_ = ChildEnd{by_itself ? ChildEnd::How::exited : ChildEnd::How::killed, info.si_status};
    return end_;
}

void Child::collect_output() {
    std::array<char, 4096> bytes;  // NOLINT(cppcoreguidelines-pro-type-member-init): read fills it
    for (;;) {
        const ssize_t got = read(output_.get(), bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            if (got == 0) {
                output_ = FileDescriptor{};
            }
            return;
        }
        const std::size_t room = most_output_bytes - collected_.size();
        collected_.append(bytes.data(), std::min(room, static_cast<std::size_t>(got)));
    }
}

std::string Child::take_output() {
    if (output_) {
        collect_output();
    }
    return std::exchange(collected_, {});
}

ChildEnd Child::wait(std::chrono::milliseconds patience) {
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + patience;
    bool too_late = false;
    while (!ended()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0 && !too_late) {
            too_late = true;
            kill();
        }
        std::array<pollfd, 2> waits{
            pollfd{process_.get(), POLLIN, 0}, pollfd{output_.get(), POLLIN, 0}};
        poll(waits.data(), waits.size(), too_late ? -1 : static_cast<int>(left.count()));
        if (waits[1].revents != 0) {
            collect_output();
        }
    }
    if (output_) {
        collect_output();
    }
    if (too_late) {
        end_ = ChildEnd{ChildEnd::How::timed_out, static_cast<int>(patience.count())};
    }
    return *end_;
}

}  // namespace host
