#include "host/conform/watch_filter.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace host {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t this_machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t this_machine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t this_machine = 0;
#endif

using Program = std::vector<sock_filter>;

// The low 32 bits of an argument; the machines named above are little-endian.
constexpr std::uint32_t argument(unsigned index) {
    return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
}

sock_filter load(std::uint32_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset);
}

sock_filter give(std::uint32_t verdict) {
    return BPF_STMT(BPF_RET | BPF_K, verdict);
}

sock_filter skip_unless_equal(std::uint32_t value, std::uint8_t count) {
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count);
}

void add(Program& program, std::initializer_list<sock_filter> steps) {
    program.insert(program.end(), steps);
}

void hold(Program& program, long call) {
    add(program,
        {skip_unless_equal(static_cast<std::uint32_t>(call), 1), give(SECCOMP_RET_USER_NOTIF)});
}

void refuse(Program& program, long call, std::uint32_t error) {
    add(program,
        {skip_unless_equal(static_cast<std::uint32_t>(call), 1), give(SECCOMP_RET_ERRNO | error)});
}

void hold_messages(Program& program, int channel_fd) {
    // sendto without an address goes where connect has gone.
    add(program,
        {skip_unless_equal(__NR_sendto, 4),
         load(argument(4)),
         skip_unless_equal(0, 1),
         give(SECCOMP_RET_ALLOW),
         give(SECCOMP_RET_USER_NOTIF),
         skip_unless_equal(__NR_sendmsg, 4),
         load(argument(0)),
         skip_unless_equal(static_cast<std::uint32_t>(channel_fd), 1),
         give(SECCOMP_RET_ALLOW),
         give(SECCOMP_RET_USER_NOTIF)});
}

void hold_processes(Program& program) {
    // clone3 hides its flags in memory; told that there is no such call, the C library falls back
    // to clone.
    refuse(program, __NR_clone3, ENOSYS);
    add(program,
        {skip_unless_equal(__NR_clone, 4),
         load(argument(0)),
         BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
         give(SECCOMP_RET_ALLOW),
         give(SECCOMP_RET_USER_NOTIF)});
#if defined(__NR_fork)
    hold(program, __NR_fork);
    hold(program, __NR_vfork);
#endif
}

Program watch_program(int channel_fd) {
    Program program;
    add(program,
        {load(offsetof(seccomp_data, arch)),
         BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, this_machine, 1, 0),
         give(SECCOMP_RET_ERRNO | ENOSYS),
         load(offsetof(seccomp_data, nr))});
    for (const long call :
         {__NR_connect,
          __NR_bind,
          __NR_listen,
          __NR_execve,
          __NR_execveat,
          __NR_kill,
          __NR_tkill,
          __NR_tgkill}) {
        hold(program, call);
    }
    refuse(program, __NR_io_uring_setup, ENOSYS);  // it would go around all of this
    hold_messages(program, channel_fd);
    hold_processes(program);
    program.push_back(give(SECCOMP_RET_ALLOW));
    return program;
}

}  // namespace

sluice::Result<FileDescriptor, Problem> install_watch_filter(int channel_fd) {
    if (this_machine == 0) {
        return Problem{"calls can be watched on x86-64 and aarch64 alone"};
    }
    Program program = watch_program(channel_fd);
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return Problem{
            std::string{"prctl(PR_SET_NO_NEW_PRIVS): "} +
            std::strerror(errno)};  // NOLINT(concurrency-mt-unsafe)
    }
    const long listener =
        syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
    if (listener < 0) {
        return Problem{
            std::string{"seccomp user notification is refused here: "} +
            std::strerror(errno)};  // NOLINT(concurrency-mt-unsafe)
    }
    return FileDescriptor{static_cast<int>(listener)};
}

}  // namespace host
