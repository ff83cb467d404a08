#include "fixtures.hpp"
#include "host/state/pipeline_lock.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <map>

using host::lock_file_name;
using host::lock_holder;
using host::PipelineLock;

TEST_CASE("a second process on the same pipeline is turned away with exit code 75") {
    const test::TemporaryFolder folder;
    const auto directory = folder / ".";
    auto mine = PipelineLock::take(directory, "loyalty");
    REQUIRE(mine);
    const int status = test::in_child([&] {
        const auto other = PipelineLock::take(directory, "loyalty");
        const auto pid = "process " + std::to_string(::getppid()) + " ";
        const bool told = !other && test::holds(other.error().text, pid) &&
                          test::holds(other.error().text, "loyalty.lock");
        return told ? other.error().exit_code() : 1;
    });
    CHECK(WEXITSTATUS(status) == 75);
}

TEST_CASE("another pipeline of the same directory is not held up") {
    const test::TemporaryFolder folder;
    const auto mine = PipelineLock::take(folder / ".", "loyalty");
    CHECK(PipelineLock::take(folder / ".", "visits"));
}

TEST_CASE("a process that dies gives its lock back") {
    const test::TemporaryFolder folder;
    const int status = test::in_child([&] {
        const auto held = PipelineLock::take(folder / ".", "loyalty");
        return held ? 0 : 1;
    });
    REQUIRE(WEXITSTATUS(status) == 0);
    CHECK(PipelineLock::take(folder / ".", "loyalty"));
}

TEST_CASE("a lock that is moved away is still held, one that is destroyed is not") {
    const test::TemporaryFolder folder;
    {
        auto first = PipelineLock::take(folder / ".", "loyalty");
        REQUIRE(first);
        const PipelineLock moved = std::move(*first);
        CHECK_FALSE(PipelineLock::take(folder / ".", "loyalty"));
    }
    CHECK(PipelineLock::take(folder / ".", "loyalty"));
}

TEST_CASE("a lock file is readable for its owner alone") {
    const test::TemporaryFolder folder;
    const auto held = PipelineLock::take(folder / ".", "loyalty");
    CHECK(test::mode_of(folder / "loyalty.lock") == 0600);
}

TEST_CASE("a folder that is not there is an error of the state") {
    const test::TemporaryFolder folder;
    const auto held = PipelineLock::take(folder / "nowhere", "loyalty");
    REQUIRE_FALSE(held);
    CHECK(held.error().exit_code() == 74);
    CHECK(test::holds(held.error().text, "nowhere/loyalty.lock"));
}

TEST_CASE("a pipeline's name becomes a file name of its own") {
    CHECK(lock_file_name("loyalty-eu_2") == "loyalty-eu_2.lock");
    CHECK(lock_file_name("a.b") == "a.b.lock");
    CHECK(lock_file_name("a/b") == "a%2Fb.lock");
    CHECK(lock_file_name("..") == "%2E..lock");
    CHECK(lock_file_name(".open") == "%2Eopen.lock");
    CHECK(lock_file_name("é") == "%C3%A9.lock");
    CHECK(lock_file_name("%2F") == "%252F.lock");
}

TEST_CASE("long names stay apart and fit into a directory") {
    const std::string long_name(400, 'x');
    const std::string one = lock_file_name(long_name + "1");
    CHECK(one.size() <= 255);
    CHECK(one != lock_file_name(long_name + "2"));
}

TEST_CASE("a look tells which process holds the lock, and keeps nobody out") {
    const test::TemporaryFolder folder;
    CHECK_FALSE(lock_holder(folder / ".", "loyalty"));
    {
        const auto held = PipelineLock::take(folder / ".", "loyalty");
        REQUIRE(held);
        CHECK(lock_holder(folder / ".", "loyalty") == ::getpid());
    }
    CHECK_FALSE(lock_holder(folder / ".", "loyalty"));
}

TEST_CASE("whether a pipeline runs can be asked, before, while and after it does") {
    const test::TemporaryFolder folder;
    CHECK_FALSE(PipelineLock::is_taken(folder / ".", "loyalty"));
    CHECK_FALSE(std::filesystem::exists(folder / "loyalty.lock"));
    {
        const auto held = PipelineLock::take(folder / ".", "loyalty");
        CHECK(PipelineLock::is_taken(folder / ".", "loyalty"));
        CHECK_FALSE(PipelineLock::is_taken(folder / ".", "visits"));
    }
    CHECK_FALSE(PipelineLock::is_taken(folder / ".", "loyalty"));
}

TEST_CASE("those who ask whether a pipeline runs keep nobody from running it") {
    const test::TemporaryFolder folder;
    REQUIRE(PipelineLock::take(folder / ".", "loyalty"));
    const pid_t asker = ::fork();
    if (asker == 0) {
        for (;;) {
            PipelineLock::is_taken(folder / ".", "loyalty");
        }
    }
    int refused = 0;
    for (int i = 0; i < 300; ++i) {
        refused += PipelineLock::take(folder / ".", "loyalty") ? 0 : 1;
    }
    ::kill(asker, SIGKILL);
    ::waitpid(asker, nullptr, 0);
    CHECK(refused == 0);
}
