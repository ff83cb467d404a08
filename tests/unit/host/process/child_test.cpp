#include "host/process/child.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace host {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<Child> shell(const std::string& script, ChildLimits limits = {}) {
    ChildStart start{.arguments = {"-c", script}, .descriptors = {}, .limits = limits};
    start.program = "/bin/sh";
    auto child = Child::start(start);
    REQUIRE(child);
    return *std::move(child);
}

std::string end_of(const std::string& script, ChildLimits limits = {}) {
    return shell(script, limits)->wait(20s).in_words();
}

std::string output_of(const std::string& script, ChildLimits limits = {}) {
    const auto child = shell(script, limits);
    child->wait(20s);
    return child->take_output();
}

}  // namespace

TEST_CASE("how a child ended is said in words") {
    CHECK(end_of("exit 0") == "exit 0");
    CHECK(end_of("exit 3") == "exit 3");
    CHECK(end_of("kill -SEGV $$") == "killed by SIGSEGV");
    CHECK(end_of("kill -KILL $$") == "killed by SIGKILL");
    CHECK(ChildEnd{ChildEnd::How::timed_out, 20'000}.in_words() == "timed out after 20 s");
    CHECK(ChildEnd{ChildEnd::How::timed_out, 250}.in_words() == "timed out after 250 ms");
}

TEST_CASE("a child that does not end is killed when patience is over") {
    const auto child = shell("sleep 600");
    CHECK(child->wait(50ms).in_words() == "timed out after 50 ms");
    CHECK(child->ended()->how == ChildEnd::How::timed_out);
}

TEST_CASE("a child's stdout and stderr come to the parent, its stdin is empty") {
    CHECK(output_of("echo one; echo two >&2; cat") == "one\ntwo\n");
}

TEST_CASE("more output than the parent keeps does not hold the child up") {
    const auto child = shell("head -c 1000000 /dev/zero");
    CHECK(child->wait(20s).in_words() == "exit 0");
    CHECK(child->take_output().size() == 64 << 10);
}

TEST_CASE("a child gets the descriptors that are meant for it from 3 on, and no other") {
    const FileDescriptor first{open("/dev/null", O_RDONLY)};
    const FileDescriptor second{open("/dev/zero", O_RDONLY)};
    const FileDescriptor secret{open("/dev/full", O_RDONLY)};  // without O_CLOEXEC, on purpose
    ChildStart start{
        .arguments = {"-c", "for fd in /proc/$$/fd/*; do echo \"${fd##*/} $(readlink $fd)\"; done"},
        .descriptors = {second.get(), first.get()},
        .limits = {}};
    start.program = "/bin/sh";
    const auto child = Child::start(start);
    REQUIRE(child);
    CHECK((*child)->wait(20s).is_clean());
    const std::string open_in_child = (*child)->take_output();
    CHECK(open_in_child.find("3 /dev/zero") != std::string::npos);
    CHECK(open_in_child.find("4 /dev/null") != std::string::npos);
    CHECK(open_in_child.find("/dev/full") == std::string::npos);
}

TEST_CASE("limits bind the child") {
    CHECK(
        output_of("ulimit -c; ulimit -n; ulimit -t", {.cpu_seconds = 7, .open_files = 40}) ==
        "0\n40\n7\n"
    );
    CHECK(
        output_of("ulimit -v; ulimit -d", {.address_space = 1 << 30, .data = 1 << 29}) ==
        "1048576\n524288\n"
    );
    CHECK(end_of("while :; do :; done", {.cpu_seconds = 1}) == "killed by SIGXCPU");
}

TEST_CASE("no secret of the parent's environment is in the child's") {
    setenv("A_SECRET_OF_THIS_TEST", "hunter2", 1);  // NOLINT(concurrency-mt-unsafe)
    const std::string variables = output_of("env");
    unsetenv("A_SECRET_OF_THIS_TEST");  // NOLINT(concurrency-mt-unsafe)
    CHECK(variables.find("PATH=") != std::string::npos);
    CHECK(variables.find("hunter2") == std::string::npos);
}

TEST_CASE("a child has its own process group, no new privileges, and no signal blocked") {
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    const std::string status =
        output_of("grep -E 'NoNewPrivs|SigBlk|NSpgid' /proc/self/status; echo pid $$");
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    CHECK(status.find("NoNewPrivs:\t1") != std::string::npos);
    CHECK(status.find("SigBlk:\t0000000000000000") != std::string::npos);
    const std::string group = status.substr(status.find("NSpgid:\t") + 8);
    const std::string pid = status.substr(status.find("pid ") + 4);
    CHECK(std::atoi(group.c_str()) == std::atoi(pid.c_str()));  // NOLINT(cert-err34-c)
}

TEST_CASE("what a child leaves running dies with it") {
    std::array<int, 2> life_line{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, life_line.data()) == 0);
    const FileDescriptor ours{life_line[0]};
    FileDescriptor theirs{life_line[1]};
    ChildStart start{
        .arguments = {"-c", "sleep 600 & echo started; exit 0"},
        .descriptors = {theirs.get()},
        .limits = {}};
    start.program = "/bin/sh";
    const auto child = Child::start(start);
    REQUIRE(child);
    { const FileDescriptor closed{std::move(theirs)}; }
    CHECK((*child)->wait(20s).is_clean());
    pollfd hung_up{ours.get(), POLLIN, 0};  // once nobody holds the other end any more
    CHECK(poll(&hung_up, 1, 20'000) == 1);
}

TEST_CASE("starts a sleeper and dies", "[.]") {
    ChildStart start{.arguments = {"-c", "exec sleep 600"}, .descriptors = {3}, .limits = {}};
    start.program = "/bin/sh";
    const auto child = Child::start(start);
    REQUIRE(child);
    kill(getpid(), SIGKILL);
}

TEST_CASE("a child dies with its parent, however that one dies") {
    std::array<int, 2> life_line{};
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, life_line.data()) == 0);
    const FileDescriptor ours{life_line[0]};
    FileDescriptor theirs{life_line[1]};
    const auto parent = Child::start(
        {.arguments = {"starts a sleeper and dies"}, .descriptors = {theirs.get()}, .limits = {}}
    );
    REQUIRE(parent);
    { const FileDescriptor closed{std::move(theirs)}; }
    CHECK((*parent)->wait(20s).in_words() == "killed by SIGKILL");
    pollfd hung_up{ours.get(), POLLIN, 0};  // once the sleeper holds the other end no more
    CHECK(poll(&hung_up, 1, 20'000) == 1);
}

TEST_CASE("a program that is not there is exit 127 and a sentence") {
    ChildStart start{};
    start.program = "/nowhere/sluice";
    const auto child = Child::start(start);
    REQUIRE(child);
    CHECK((*child)->wait(20s).in_words() == "exit 127");
    CHECK((*child)->take_output() == "cannot run the child's program: No such file or directory\n");
}

TEST_CASE("the child is the very program that runs") {
    const auto child =
        Child::start({.arguments = {"--list-test-names-only"}, .descriptors = {}, .limits = {}});
    REQUIRE(child);
    (*child)->wait(20s);
    CHECK(
        (*child)->take_output().find("the child is the very program that runs") != std::string::npos
    );
}

}  // namespace host
