#include "host/process/fresh_child.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace host {
namespace {

constexpr int exit_not_started = 127;  // as shells have it

// Pointers as execve wants them; into `texts`.
std::vector<char*> null_ended(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

// The functions below run in the child, between fork and exec.

[[noreturn]] void give_up(std::string_view what) {
    const char* why = strerrordesc_np(errno);
    for (const std::string_view text : {what, std::string_view{": "}, std::string_view{why}}) {
        [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    }
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, "\n", 1);
    _exit(exit_not_started);
}

void limit(int resource, const std::optional<std::uint64_t>& most) {
    if (!most) {
        return;
    }
    rlimit now{};
    getrlimit(resource, &now);
    // One second more before SIGKILL, so that the end says SIGXCPU.
    const rlim_t grace = resource == RLIMIT_CPU ? 1 : 0;
    now.rlim_max = std::min<rlim_t>(now.rlim_max, *most + grace);
    now.rlim_cur = std::min<rlim_t>(now.rlim_max, *most);
    if (setrlimit(resource, &now) != 0) {
        give_up("cannot limit the child");
    }
}

void obey(const ChildLimits& limits) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_AS, limits.address_space);
    limit(RLIMIT_DATA, limits.data);
    limit(RLIMIT_CPU, limits.cpu_seconds);
    limit(RLIMIT_NOFILE, limits.open_files);
    limit(RLIMIT_FSIZE, limits.file_size);
}

// stdin empty, stdout and stderr to `output`, then the wanted ones from 3 on, and nothing else.
void arrange(std::vector<int>& descriptors, int output) {
    const int first = STDERR_FILENO + 1;
    const int behind = first + static_cast<int>(descriptors.size());
    // Out of the way first, so that none is overwritten before it is copied.
    for (int& descriptor : descriptors) {
        descriptor = fcntl(descriptor, F_DUPFD, behind);
    }
    const int silence = open("/dev/null", O_RDONLY);
    dup2(output, STDERR_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(silence, STDIN_FILENO);
    int wanted = first;
    for (const int descriptor : descriptors) {
        if (dup2(descriptor, wanted++) < 0) {
            give_up("cannot pass a descriptor");
        }
    }
    if (close_range(static_cast<unsigned>(behind), ~0U, 0) != 0) {
        give_up("cannot close what is not the child's");
    }
}

}  // namespace

FreshChild::FreshChild(const ChildStart& start)
    : program_{start.program}, arguments_{start.arguments}, environment_{start.environment},
      descriptors_{start.descriptors}, limits_{start.limits}, parent_{getpid()} {
    arguments_.insert(arguments_.begin(), "sluice");
    argv_ = null_ended(arguments_);
    envp_ = null_ended(environment_);
}

void FreshChild::become(int output) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent_) {  // it died before the line above
        _exit(exit_not_started);
    }
    setpgid(0, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    arrange(descriptors_, output);
    obey(limits_);
    execve(program_.c_str(), argv_.data(), envp_.data());
    give_up("cannot run the child's program");
}

}  // namespace host
