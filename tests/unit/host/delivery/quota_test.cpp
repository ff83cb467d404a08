#include "host/delivery/quota.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using host::Quota;
using host::QuotaBlock;
using host::QuotaLimit;
using host::UnixTime;

namespace {

constexpr UnixTime start{1'700'000'000'000};

// Asks for a unit, so that the quota wishes, and grants the wish.
std::uint64_t stock_up(Quota& quota, UnixTime now) {
    REQUIRE_FALSE(quota.take(now));
    const std::uint64_t wish = quota.wish(now).value();
    quota.grant({wish, now + 2min});
    return wish;
}

}  // namespace

TEST_CASE("without a limit every unit is at hand and nothing is reserved") {
    Quota quota{QuotaLimit{}};
    for (int i = 0; i < 1000; ++i) {
        REQUIRE(quota.take(start));
    }
    CHECK_FALSE(quota.wish(start).has_value());
    CHECK_FALSE(quota.is_exhausted(start));
    quota.put_back(start);
    CHECK(quota.take_unused().empty());
}

TEST_CASE("nothing is sent before it was reserved durably") {
    Quota quota{{1000, 24h}};
    CHECK_FALSE(quota.take(start));
    CHECK(quota.wish(start) == 256U);
    CHECK_FALSE(quota.take(start));
    CHECK(quota.is_awaiting(start));
    quota.grant({256, start + 2min});
    CHECK(quota.take(start));
    CHECK(quota.units(start) == 255);
}

TEST_CASE("what was spent is counted for the forecast, without what was put back") {
    Quota quota{{1000, 24h}};
    stock_up(quota, start);
    CHECK(quota.spent() == 0);
    REQUIRE((quota.take(start) && quota.take(start)));
    quota.put_back(start);
    CHECK(quota.spent() == 1);
}

TEST_CASE("a wish is made once, and only if somebody wants to send") {
    Quota quota{{1000, 24h}};
    CHECK_FALSE(quota.wish(start).has_value());
    CHECK_FALSE(quota.take(start));
    CHECK(quota.wish(start).has_value());
    CHECK_FALSE(quota.take(start));
    CHECK_FALSE(quota.wish(start).has_value());
}

TEST_CASE("the next block is wished before the last is used up") {
    Quota quota{{100'000, 24h}};
    stock_up(quota, start);
    for (int i = 0; i < 128; ++i) {
        REQUIRE_FALSE(quota.wish(start).has_value());
        REQUIRE(quota.take(start));
    }
    REQUIRE(quota.take(start));
    CHECK(quota.wish(start) == 256U);
}

TEST_CASE("a limit smaller than a block is wished whole, and then the quota is used up") {
    Quota quota{{10, 24h}};
    CHECK(stock_up(quota, start) == 10);
    for (int i = 0; i < 10; ++i) {
        CHECK_FALSE(quota.is_exhausted(start));
        REQUIRE(quota.take(start));
    }
    CHECK_FALSE(quota.take(start));
    CHECK_FALSE(quota.wish(start).has_value());
    CHECK(quota.is_exhausted(start));
    const UnixTime free = quota.when_free(start);
    CHECK(free >= start + 24h);
    CHECK(free <= start + 24h + 5min);
    CHECK_FALSE(quota.is_exhausted(free));
    CHECK(stock_up(quota, free) == 10);
    CHECK(quota.take(free));
}

TEST_CASE("a denial of the state pauses until the time it names") {
    Quota quota{{1000, 24h}};
    CHECK_FALSE(quota.take(start));
    REQUIRE(quota.wish(start).has_value());
    quota.deny(start + 3h);
    CHECK(quota.is_exhausted(start));
    CHECK(quota.when_free(start) == start + 3h);
    CHECK_FALSE(quota.take(start + 1h));
    CHECK_FALSE(quota.wish(start + 1h).has_value());
    CHECK_FALSE(quota.is_exhausted(start + 3h));
    CHECK_FALSE(quota.take(start + 3h));
    CHECK(quota.wish(start + 3h).has_value());
}

TEST_CASE("units at hand are spent although the state denied more") {
    Quota quota{{1000, 24h}};
    stock_up(quota, start);
    for (int i = 0; i < 200; ++i) {
        REQUIRE(quota.take(start));
    }
    REQUIRE(quota.wish(start).has_value());
    quota.deny(start + 3h);
    CHECK_FALSE(quota.is_exhausted(start));
    CHECK(quota.take(start));
}

TEST_CASE("a block whose time is up is given back and not spent") {
    Quota quota{{1000, 24h}};
    stock_up(quota, start);
    REQUIRE(quota.take(start));
    CHECK(quota.take_expired(start + 2min - 1ms).empty());
    CHECK_FALSE(quota.take(start + 2min));
    const std::vector<QuotaBlock> expired = quota.take_expired(start + 2min);
    REQUIRE(expired.size() == 1);
    CHECK(expired[0].count == 255);
    CHECK(expired[0].use_before == start + 2min);
    CHECK(quota.take_expired(start + 2min).empty());
}

TEST_CASE("what a clean stop did not use is returned, block by block") {
    Quota quota{{1000, 24h}};
    quota.grant({3, start + 1min});
    quota.grant({5, start + 2min});
    REQUIRE(quota.take(start));
    const std::vector<QuotaBlock> unused = quota.take_unused();
    REQUIRE(unused.size() == 2);
    CHECK(unused[0].count == 2);
    CHECK(unused[1].count == 5);
    CHECK(quota.units(start) == 0);
}

TEST_CASE("a unit that was not sent after all is at hand again, with its own time") {
    Quota quota{{1, 24h}};
    CHECK(stock_up(quota, start) == 1);
    REQUIRE(quota.take(start));
    REQUIRE(quota.is_exhausted(start));
    quota.put_back(start);
    CHECK(quota.units(start) == 1);
    const std::vector<QuotaBlock> unused = quota.take_unused();
    REQUIRE(unused.size() == 1);
    CHECK(unused[0].use_before == start + 2min);
}

TEST_CASE("units that were granted too generously do not break the limit") {
    Quota quota{{5, 24h}};
    quota.grant({100, start + 2min});
    for (int i = 0; i < 5; ++i) {
        REQUIRE(quota.take(start));
    }
    CHECK_FALSE(quota.take(start));
    CHECK(quota.is_exhausted(start));
}

TEST_CASE("a block that still holds is spent although an older one has expired") {
    Quota quota{{1000, 24h}};
    quota.grant({3, start + 1min});
    quota.grant({5, start + 2min});
    REQUIRE(quota.take(start + 1min));
    CHECK(quota.units(start + 1min) == 4);
    REQUIRE(quota.take_expired(start + 1min).size() == 1);
}

TEST_CASE("after an answer nothing is wished until somebody wants to send again") {
    Quota quota{{1000, 24h}};
    CHECK_FALSE(quota.take(start));
    REQUIRE(quota.wish(start).has_value());
    quota.deny(start);
    CHECK_FALSE(quota.wish(start).has_value());
    CHECK_FALSE(quota.take(start));
    CHECK(quota.wish(start).has_value());
}

// The state here grants whatever is wished; the quota's own window keeps the limit.
TEST_CASE("no window of the run ever holds more sends than the limit, over random schedules") {
    const std::uint64_t limit = GENERATE(1U, 7U, 300U, 1000U);
    constexpr UnixTime window = 1h;
    std::mt19937_64 chance{limit};
    Quota quota{{limit, window}};
    std::vector<UnixTime> sends;
    UnixTime now = start;
    std::uint64_t waits = 0;
    for (int step = 0; step < 30'000; ++step) {
        now += UnixTime{static_cast<UnixTime::rep>(chance() % 5'000)};
        quota.take_expired(now);
        if (chance() % 8 != 0 && quota.take(now)) {
            sends.push_back(now);
        }
        if (const auto wish = quota.wish(now)) {
            quota.grant({*wish, now + 2min});
        }
        if (quota.is_exhausted(now) && chance() % 50 == 0) {
            const UnixTime free = quota.when_free(now);
            REQUIRE(free > now);
            now = free;
            ++waits;
        }
    }
    for (std::size_t last = limit; last < sends.size(); ++last) {
        REQUIRE(sends[last] - sends[last - limit] >= window);
    }
    CHECK(sends.size() > limit);
    CHECK(waits > 0);
}

TEST_CASE(
    "a limit that is raised is wished for at once, one that is lowered holds for what was sent"
) {
    Quota quota{QuotaLimit{10, 1h}};
    stock_up(quota, start);
    for (int i = 0; i < 10; ++i) {
        REQUIRE(quota.take(start));
    }
    REQUIRE_FALSE(quota.take(start));
    REQUIRE(quota.is_exhausted(start));

    quota.change({15, 1h});
    CHECK_FALSE(quota.is_exhausted(start));
    CHECK(stock_up(quota, start) == 5);

    CHECK(quota.take_unused().front().count == 5);
    quota.change({8, 1h});
    CHECK_FALSE(quota.take(start));
    CHECK(quota.is_exhausted(start));

    quota.change({});
    CHECK(quota.take(start));
}
