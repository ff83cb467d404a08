#include "tests/support/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace support {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds between_looks{20};
constexpr int cannot_start = 127;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error{errno, std::generic_category(), what};
}

// All that the child needs, made before fork(): between it and exec() only system calls are sound.
struct Image {
    std::vector<std::string> texts;
    std::vector<char*> arguments;
    std::vector<char*> environment;
    std::string folder;
    std::string out;
    std::string err;

    explicit Image(const ProcessSpec& spec)
        : texts{spec.environment}, folder{spec.folder.empty() ? "." : spec.folder},
          out{folder + '/' + spec.name + ".out"}, err{folder + '/' + spec.name + ".err"} {
        const std::size_t additions = texts.size();
        texts.insert(texts.end(), spec.command.begin(), spec.command.end());
        for (std::size_t i = additions; i < texts.size(); ++i) {
            arguments.push_back(texts[i].data());
        }
        arguments.push_back(nullptr);
        for (std::size_t i = 0; i < additions; ++i) {
            environment.push_back(texts[i].data());
        }
        for (char** own = environ; *own != nullptr; ++own) {
            if (!is_replaced(*own, additions)) {
                environment.push_back(*own);
            }
        }
        environment.push_back(nullptr);
    }

private:
    bool is_replaced(const char* own, std::size_t additions) const {
        const std::string_view name{own, std::strcspn(own, "=") + 1};
        for (std::size_t i = 0; i < additions; ++i) {
            if (texts[i].starts_with(name)) {
                return true;
            }
        }
        return false;
    }
};

void redirect(const char* file, int to) {
    const int from = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (from < 0 || dup2(from, to) < 0) {
        _exit(cannot_start);
    }
}

[[noreturn]] void become(const Image& image, int input) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_DFL);
    redirect(image.out.c_str(), STDOUT_FILENO);
    redirect(image.err.c_str(), STDERR_FILENO);
    if (dup2(input, STDIN_FILENO) < 0 || chdir(image.folder.c_str()) != 0) {
        _exit(cannot_start);
    }
    execve(image.arguments.front(), image.arguments.data(), image.environment.data());
    _exit(cannot_start);
}

}  // namespace

Process::Process(ProcessSpec spec) : spec_{std::move(spec)} {
    const Image image{spec_};
    std::array<int, 2> ends{-1, -1};
    host::FileDescriptor input;
    if (spec_.has_input) {
        if (pipe2(ends.data(), O_CLOEXEC) != 0) {
            fail("pipe2");
        }
        input = host::FileDescriptor{ends[0]};
        input_ = host::FileDescriptor{ends[1]};
        signal(SIGPIPE, SIG_IGN);
    } else {
        input = host::FileDescriptor{open("/dev/null", O_RDONLY | O_CLOEXEC)};
    }
    pid_ = fork();
    if (pid_ < 0) {
        fail("fork");
    }
    if (pid_ == 0) {
        become(image, input.get());
    }
    // glibc 2.36 declares pidfd_open() for C alone.
    handle_ = host::FileDescriptor{static_cast<int>(syscall(SYS_pidfd_open, pid_, 0))};
    if (!handle_) {
        fail("pidfd_open");
    }
}

Process::~Process() {
    if (!has_ended()) {
        send(SIGKILL);
        reap();
    }
}

void Process::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(input_.get(), bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            fail("writing to the standard input of " + spec_.command.front());
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

void Process::send(int signal) {
    if (!has_ended()) {
        kill(pid_, signal);
    }
}

bool Process::has_ended() {
    if (!is_reaped_) {
        pollfd ended{handle_.get(), POLLIN, 0};
        if (poll(&ended, 1, 0) == 1) {
            reap();
        }
    }
    return is_reaped_;
}

void Process::reap() {
    int status = 0;
    waitpid(pid_, &status, 0);
    is_reaped_ = true;
    exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool Process::await(const std::function<bool()>& is_so, milliseconds limit) {
    const auto end = steady_clock::now() + limit;
    while (!has_ended() && steady_clock::now() < end) {
        if (is_so()) {
            return true;
        }
        pollfd ended{handle_.get(), POLLIN, 0};
        poll(&ended, 1, static_cast<int>(between_looks.count()));
    }
    return is_so();
}

Finished Process::wait(milliseconds limit) {
    pollfd ended{handle_.get(), POLLIN, 0};
    if (!is_reaped_ && poll(&ended, 1, static_cast<int>(limit.count())) != 1) {
        throw std::runtime_error{
            "expected " + spec_.command.front() + " to end within " +
            std::to_string(limit.count()) + " ms, found it running; it said:\n" + out() + err()};
    }
    if (!is_reaped_) {
        reap();
    }
    return {exit_, out(), err()};
}

std::string Process::out() const {
    return content_of(Image{spec_}.out);
}

std::string Process::err() const {
    return content_of(Image{spec_}.err);
}

Finished run_process(ProcessSpec spec, milliseconds limit) {
    return Process{std::move(spec)}.wait(limit);
}

std::string content_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace support
