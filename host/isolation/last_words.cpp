#include "host/isolation/last_words.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>

namespace host {
namespace {

constexpr std::array fatal{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS};

// A signal handler has no argument of ours.
std::atomic<RunnerPort*> speaker = nullptr;         // NOLINT(*-avoid-non-const-global-variables)
std::array<struct sigaction, fatal.size()> before;  // NOLINT(*-avoid-non-const-global-variables)

void speak() {
    if (RunnerPort* port = speaker.exchange(nullptr)) {
        port->last_words();
    }
}

// The fault comes again as soon as this returns, and meets who handled it before; a signal that was
// sent is sent again.
void on_fatal(int signal, siginfo_t* info, void* /*context*/) {
    speak();
    for (std::size_t i = 0; i < fatal.size(); ++i) {
        if (fatal[i] == signal) {
            sigaction(signal, &before[i], nullptr);
        }
    }
    if (info->si_code <= 0) {
        raise(signal);
    }
}

}  // namespace

void let_speak_last(RunnerPort& port) {
    speaker = &port;
    struct sigaction action {};
    action.sa_sigaction = on_fatal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (std::size_t i = 0; i < fatal.size(); ++i) {
        sigaction(fatal[i], &action, &before[i]);
    }
    [[maybe_unused]] const int registered = std::atexit(speak);
}

}  // namespace host
