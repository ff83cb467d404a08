#include "tests/conformance/bad/guest.hpp"

#include "tests/conformance/bad/sin.hpp"

#include <array>
#include <clocale>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace bad {

namespace {

void fork_a_child() {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
}

// The host's table, with what a later one might have behind it.
void read_beyond(const sluice_host* host) {
    std::array<std::byte, sizeof(sluice_host) + 64> copy;
    std::memcpy(copy.data(), host, copy.size());
    [[maybe_unused]] const volatile std::byte last = copy.back();
}

void look_at(const void* pointer) {
    [[maybe_unused]] const volatile char first = *static_cast<const char*>(pointer);
}

void leak_memory() {
    constexpr std::size_t megabyte = std::size_t{1} << 20U;
    std::memset(std::malloc(megabyte), 1, megabyte);  // NOLINT: it is what is wrong
}

}  // namespace

void sin_as_a_guest(const sluice_host* host, sluice_ctx* context) {
    switch (sin) {
    case Sin::prints_on_stdout:
        std::puts("hello");
        std::fflush(stdout);
        return;
    case Sin::installs_a_signal_handler:
        std::signal(SIGUSR2, [](int) {});
        return;
    case Sin::changes_the_folder:
        if (::chdir("/") != 0) {
            std::abort();
        }
        return;
    case Sin::changes_the_umask:
        ::umask(0);
        return;
    case Sin::changes_the_locale:
        if (std::strcmp(std::setlocale(LC_ALL, nullptr), "C") == 0) {
            std::setlocale(LC_ALL, "C.UTF-8");
        }
        return;
    case Sin::changes_the_environment:
        ::setenv("BAD_PLUGIN", "was here", 1);
        return;
    case Sin::forks_a_child:
        fork_a_child();
        return;
    case Sin::leaks_a_thread:
        std::thread{[] { ::pause(); }}.detach();
        return;
    case Sin::leaks_memory:
        leak_memory();
        return;
    case Sin::connects_elsewhere:
        knock_at(9);
        return;
    case Sin::reads_beyond_an_old_host:
        read_beyond(host);
        return;
    case Sin::needs_an_extension:
        look_at(host->extension(context, "host.kv/1"));
        return;
    default:
        return;
    }
}

void sin_in_send(const sluice_batch& batch) {
    switch (sin) {
    case Sin::throws_across_the_wall:
        throw std::runtime_error{"across the wall"};
    case Sin::exits_in_send:
        std::exit(0);  // NOLINT(concurrency-mt-unsafe)
    case Sin::blocks_in_send:
        std::this_thread::sleep_for(std::chrono::milliseconds{60});
        return;
    case Sin::writes_into_its_input:
        const_cast<sluice_record*>(batch.records)->flags = 1;
        return;
    default:
        return;
    }
}

void look_back_at(const sluice_record* record) {
    look_at(record->id.ptr);
}

bool knock_at(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool is_reached =
        ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return is_reached;
}

}  // namespace bad
