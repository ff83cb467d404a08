// A disk that is full: as long as it lives, no file of this process can grow beyond a size. Writing
// threads must have SIGXFSZ blocked, as the plugin's has; here it is blocked for the test's own.
#pragma once

#include <csignal>
#include <stdexcept>
#include <sys/resource.h>

namespace test {

class SizeLimit {
public:
    explicit SizeLimit(rlim_t bytes) {
        sigset_t signals;
        ::sigemptyset(&signals);
        ::sigaddset(&signals, SIGXFSZ);
        ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limited{bytes, before_.rlim_max};
        if (::setrlimit(RLIMIT_FSIZE, &limited) != 0) {
            throw std::runtime_error{"no file size limit can be set"};
        }
    }
    SizeLimit(const SizeLimit&) = delete;
    SizeLimit& operator=(const SizeLimit&) = delete;
    ~SizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

}  // namespace test
