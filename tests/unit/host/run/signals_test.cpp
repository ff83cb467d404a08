#include "host/run/signals.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <poll.h>
#include <unistd.h>

TEST_CASE("stop signals are counted, one after the other, and do not end the process") {
    const host::StopSignals signals;
    CHECK(signals.take() == 0);
    raise(SIGTERM);
    raise(SIGINT);
    pollfd readable{signals.fd(), POLLIN, 0};
    REQUIRE(poll(&readable, 1, 1000) == 1);
    CHECK(signals.take() == 2);
    CHECK(signals.take() == 0);
}

TEST_CASE("a write to a closed pipe does not end the process") {
    const host::StopSignals signals;
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    close(ends[0]);
    CHECK(write(ends[1], "x", 1) == -1);
    close(ends[1]);
}

TEST_CASE("SIGHUP asks for a reload and ends nothing, unless it was ignored from the start") {
    {
        const host::ReloadSignal hangup;
        CHECK_FALSE(hangup.take());
        raise(SIGHUP);
        CHECK(hangup.take());
        CHECK_FALSE(hangup.take());
    }
    const auto before = std::signal(SIGHUP, SIG_IGN);
    const host::ReloadSignal ignored;
    CHECK(ignored.fd() == -1);
    raise(SIGHUP);
    CHECK_FALSE(ignored.take());
    std::signal(SIGHUP, before);
    CHECK_FALSE(host::ReloadSignal::unheeded().take());
}
