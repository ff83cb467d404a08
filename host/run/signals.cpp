#include "host/run/signals.hpp"

#include <cerrno>
#include <csignal>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace host {

StopSignals::StopSignals() {
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, nullptr);
    fd_ = FileDescriptor{signalfd(-1, &stops, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (!fd_) {
        throw std::system_error{errno, std::generic_category(), "signalfd"};
    }
}

int StopSignals::take() const {
    int taken = 0;
    signalfd_siginfo info{};
    while (read(fd_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
        ++taken;
    }
    return taken;
}

}  // namespace host
