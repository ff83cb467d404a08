#include "host/isolation/watch.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace std::chrono_literals;
using host::FrameKind;
using host::Watch;

TEST_CASE("a runner that does not answer for ten seconds counts as hung") {
    Watch watch{100s};
    CHECK_FALSE(watch.hung(109s));
    CHECK(watch.hung(110s) == "it has not answered for 10 s");
    watch.heard({}, 109s);
    CHECK_FALSE(watch.hung(118s));
}

TEST_CASE("a call that does not return is named, and idle time is not counted") {
    Watch watch{0s};
    for (auto now = 1s; now <= 20s; ++now) {
        watch.heard({7, FrameKind{}}, now);
    }
    CHECK_FALSE(watch.hung(20s));
    for (auto now = 21s; now <= 31s; ++now) {
        CHECK_FALSE(watch.hung(now - 1s));
        watch.heard({8, FrameKind::batch}, now);
    }
    CHECK(watch.hung(31s) == "send() has not returned for 10 s");
}

TEST_CASE("one send after the other is no hang, however busy the plugin is") {
    Watch watch{0s};
    std::uint64_t calls = 0;
    for (auto now = 1s; now <= 60s; ++now) {
        watch.heard({++calls, FrameKind::batch}, now);
        CHECK_FALSE(watch.hung(now));
    }
}

TEST_CASE("a plugin that said its send() may block may take its time, but must still answer pings"
) {
    Watch watch{0s};
    watch.may_block();
    for (auto now = 1s; now <= 60s; ++now) {
        watch.heard({1, FrameKind::batch}, now);
    }
    CHECK_FALSE(watch.hung(60s));
    CHECK(watch.hung(70s));
}

TEST_CASE("init has half a minute, check has five") {
    Watch watch{0s};
    const auto after = [&](FrameKind call, std::chrono::seconds duration) {
        static std::uint64_t calls = 0;
        static std::chrono::seconds now = 0s;
        watch.heard({++calls, call}, now);
        watch.heard({calls, call}, now += duration);
        return watch.hung(now).value_or("well");
    };
    CHECK(after(FrameKind::init, 29s) == "well");
    CHECK(after(FrameKind::init, 30s) == "init() has not returned for 30 s");
    CHECK(after(FrameKind::check, 299s) == "well");
    CHECK(after(FrameKind::check, 300s) == "check() has not returned for 300 s");
    CHECK(after(FrameKind::shutdown, 3600s) == "well");
}

TEST_CASE("a ping is due each second") {
    Watch watch{0s};
    CHECK_FALSE(watch.is_ping_due(999ms));
    CHECK(watch.is_ping_due(1s));
    watch.pinged(1s);
    CHECK(watch.next_look() == 2s);
}
