#include "host/delivery/rate.hpp"
#include "host/record/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

using namespace std::chrono_literals;
using host::Random;
using host::Rate;
using host::RateLimit;
using host::Time;

namespace {

constexpr Time begin = 1000s;

std::uint64_t take_all(Rate& rate, Time now) {
    std::uint64_t taken = 0;
    for (; rate.at_hand(now) > 0; ++taken) {
        rate.take(now);
    }
    return taken;
}

double seconds(Time time) {
    return std::chrono::duration<double>(time).count();
}

// By brute force: of every two moments at which tokens were taken, what was taken from the one to
// the other.
double most_beyond_rate(const std::vector<Time>& taken, double per_second) {
    double most = 0;
    for (std::size_t from = 0; from < taken.size(); ++from) {
        for (std::size_t to = from; to < taken.size(); ++to) {
            const double allowed = seconds(taken[to] - taken[from]) * per_second;
            most = std::max(most, static_cast<double>(to - from + 1) - allowed);
        }
    }
    return most;
}

}  // namespace

TEST_CASE("without a limit any number may go, at once") {
    Rate rate{{}};
    CHECK(rate.at_hand(begin) > 1'000'000);
    rate.take(begin);
    CHECK(rate.when_free(begin) == begin);
}

TEST_CASE("a rate is so many in so long, evenly, and a burst of them after a rest") {
    struct Row {
        RateLimit limit;
        std::uint64_t burst;    // at first
        Time until_next;        // once those are gone
        std::uint64_t portion;  // that is there then
        std::uint64_t in_hour;  // at most, on top of the burst
    };
    const auto row = GENERATE(values<Row>({
        {{100, 1s, 1}, 1, 10ms, 1, 360'000},
        {{100, 1s, 0}, 10, 50ms, 5, 360'000},
        {{1, 1s, 0}, 1, 1s, 1, 3600},
        {{0.5, 1s, 0}, 1, 2s, 1, 1800},
        {{700, 1min, 7}, 7, 342'857'144ns, 4, 42'000},
        {{1, 1h, 0}, 1, 1h, 1, 1},
        {{11.6, 1s, 0}, 1, 86'206'897ns, 1, 41'760},
        {{1'000'000, 1s, 0}, 100'000, 50ms, 50'000, 3'600'000'000},
    }));
    CAPTURE(row.limit.limit, row.limit.per.count(), row.limit.burst);
    Rate rate{row.limit};
    CHECK(rate.at_hand(begin) == row.burst);
    CHECK(take_all(rate, begin) == row.burst);
    const Time due = rate.when_free(begin);
    CHECK(due - begin == row.until_next);
    CHECK(rate.at_hand(due - 1ns) == 0);
    CHECK(rate.at_hand(due) == row.portion);
    CHECK(rate.at_hand(begin + 24h) == row.burst);
    CHECK(row.limit.per_second() * 3600 == Approx(static_cast<double>(row.in_hour)));
}

TEST_CASE("what is at hand can be taken bit by bit, and what comes meanwhile too") {
    Rate rate{{100, 1s, 10}};
    take_all(rate, begin);
    const Time half_full = begin + 50ms;
    CHECK(rate.at_hand(half_full) == 5);
    for (int i = 0; i < 3; ++i) {
        rate.take(half_full);
    }
    CHECK(rate.at_hand(half_full) == 2);
    CHECK(rate.at_hand(half_full + 10ms) == 3);
    CHECK(rate.when_free(half_full) == half_full);
}

TEST_CASE("another rate begins with an empty bucket, the same one changes nothing") {
    Rate rate{{100, 1s, 10}};
    rate.change({6000, 1min, 10}, begin);
    CHECK(rate.at_hand(begin) == 10);
    rate.change({1000, 1s, 10}, begin);
    CHECK(rate.at_hand(begin) == 0);
    CHECK(rate.when_free(begin) == begin + 5ms);
    rate.change({}, begin);
    CHECK(rate.at_hand(begin) > 1'000'000);
    rate.change({1, 1s, 1}, begin);
    CHECK(rate.at_hand(begin) == 0);
    CHECK(rate.when_free(begin) == begin + 1s);
}

TEST_CASE("whoever asks when and for how many, no time has more than the rate and a burst") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 41));
    CAPTURE(seed);
    Random random{seed};
    const RateLimit limit{
        1 + random.fraction() * 500,
        std::chrono::milliseconds{1 + random.next() % 2000},
        random.next() % 40};
    Rate rate{limit};
    const Time mean = Time{limit.per} / static_cast<Time::rep>(limit.limit);
    std::vector<Time> taken;
    Time now = begin;
    while (taken.size() < 400) {
        const std::uint64_t wanted = 1 + random.next() % 30;
        for (std::uint64_t i = 0; i < wanted && rate.at_hand(now) > 0; ++i) {
            rate.take(now);
            taken.push_back(now);
        }
        now += random.up_to(mean * (random.next() % 20 == 0 ? 200 : 4));
    }
    CHECK(
        most_beyond_rate(taken, limit.per_second()) <= static_cast<double>(limit.at_once()) + 0.0001
    );
}

TEST_CASE("who comes whenever something is free is never stuck and gets nearly all of the rate") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 41));
    CAPTURE(seed);
    Random random{seed};
    const RateLimit limit{
        0.5 + random.fraction() * 100'000, 1s, random.next() % 2 == 0 ? 0 : random.next() % 1000};
    Rate rate{limit};
    std::uint64_t taken = take_all(rate, begin);
    Time now = begin;
    for (int i = 0; i < 1000; ++i) {
        const Time due = rate.when_free(now);
        REQUIRE(due > now);
        now = due;
        const std::uint64_t got = take_all(rate, now);
        REQUIRE(got > 0);
        taken += got;
    }
    CHECK(static_cast<double>(taken) >= seconds(now - begin) * limit.per_second() * 0.999);
}
