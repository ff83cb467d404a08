#include "host/delivery/rolling_window.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using host::RollingWindow;
using host::UnixTime;

namespace {

constexpr UnixTime start{1'700'000'000'000};

struct Event {
    UnixTime at;
    std::uint64_t count;
};

// What lies in (now - window, now], counted one by one.
std::uint64_t brute_force(const std::vector<Event>& events, UnixTime now, UnixTime window) {
    std::uint64_t sum = 0;
    for (const Event& event : events) {
        sum += event.at > now - window ? event.count : 0;
    }
    return sum;
}

}  // namespace

TEST_CASE("what happened counts until the window has passed, and a bucket longer at most") {
    RollingWindow window{24h};
    window.add(3, start);
    CHECK(window.count(start) == 3);
    CHECK(window.count(start + 24h - 1ms) == 3);
    CHECK(window.count(start + 24h + 5min) == 0);
}

TEST_CASE("the next expiry is when the oldest no longer counts") {
    RollingWindow window{24h};
    CHECK(window.next_expiry(start) == start);
    window.add(1, start);
    window.add(1, start + 1h);
    const UnixTime first = window.next_expiry(start + 2h);
    CHECK(window.count(first - 1ms) == 2);
    CHECK(window.count(first) == 1);
}

TEST_CASE("a clock that goes back frees nothing") {
    RollingWindow window{24h};
    window.add(5, start);
    window.add(1, start - 10h);
    CHECK(window.count(start - 10h) == 6);
    CHECK(window.count(start) == 6);
}

TEST_CASE("a clock that leaps far ahead frees everything") {
    RollingWindow window{24h};
    window.add(5, start);
    CHECK(window.count(start + 10'000h) == 0);
    window.add(2, start + 10'000h);
    CHECK(window.count(start + 10'000h) == 2);
}

TEST_CASE("what is taken back does not count, and never more than there was") {
    RollingWindow window{24h};
    window.add(2, start);
    window.add(2, start + 1h);
    window.take_back(3, start + 1h);
    CHECK(window.count(start + 1h) == 1);
    window.take_back(9, start + 1h);
    CHECK(window.count(start + 1h) == 0);
}

TEST_CASE("the window agrees with a brute-force count, never less, a bucket more at most") {
    const auto length = GENERATE(UnixTime{24h}, UnixTime{1min}, UnixTime{100ms}, UnixTime{997ms});
    std::mt19937_64 chance{static_cast<std::uint64_t>(length.count())};
    RollingWindow window{length};
    const UnixTime bucket{length.count() / 288 + 1};
    std::vector<Event> events;
    UnixTime now = start;
    for (int step = 0; step < 2'000; ++step) {
        const UnixTime most = chance() % 20 == 0 ? length : length / 50;
        now += UnixTime{
            static_cast<UnixTime::rep>(chance() % static_cast<std::uint64_t>(most.count() + 1))};
        if (chance() % 2 == 0) {
            events.push_back({now, 1 + chance() % 5});
            window.add(events.back().count, now);
        }
        REQUIRE(window.count(now) >= brute_force(events, now, length));
        REQUIRE(window.count(now) <= brute_force(events, now, length + 2 * bucket));
    }
}
