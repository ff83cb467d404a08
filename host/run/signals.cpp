#include "host/run/signals.hpp"

#include <cerrno>
#include <csignal>
#include <initializer_list>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace host {
namespace {

FileDescriptor blocked(std::initializer_list<int> signals) {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : signals) {
        sigaddset(&set, signal);
    }
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    FileDescriptor fd{signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (!fd) {
        throw std::system_error{errno, std::generic_category(), "signalfd"};
    }
    return fd;
}

int count_of(const FileDescriptor& fd) {
    int taken = 0;
    signalfd_siginfo info{};
    while (read(fd.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        ++taken;
    }
    return taken;
}

bool is_ignored(int signal) {
    struct sigaction now {};
    return sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

}  // namespace

StopSignals::StopSignals() : fd_{blocked({SIGINT, SIGTERM})} {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, nullptr);
}

int StopSignals::take() const {
    return count_of(fd_);
}

ReloadSignal::ReloadSignal() {
    if (!is_ignored(SIGHUP)) {
        fd_ = blocked({SIGHUP});
    }
}

bool ReloadSignal::take() const {
    return fd_ && count_of(fd_) != 0;
}

}  // namespace host
