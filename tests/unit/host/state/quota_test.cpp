#include "fixtures.hpp"
#include "host/state/quota.hpp"
#include "host/state/schema.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

using host::decide;
using host::Grant;
using host::QuotaBucket;
using host::Reservation;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t start = 1'700'000'000'000;

// One day with a minute's width: reserved at `start`, buckets end at the second full minute from
// there.
Reservation wish(std::uint64_t count, std::uint64_t limit, std::int64_t now_ms = start) {
    return {.account = "acme", .count = count, .limit = limit, .window = 24h, .now_ms = now_ms};
}

struct Fixture {
    test::TemporaryFolder folder;
    std::unique_ptr<host::Database> database = host::open_state(folder.state()).value();
    host::QuotaTable quota{*database};
};

// The most units that were used in any window, counted one by one.
std::uint64_t busiest_window(const std::vector<std::int64_t>& uses, std::int64_t window) {
    std::uint64_t most = 0;
    for (std::size_t first = 0; first < uses.size(); ++first) {
        const auto end = std::lower_bound(uses.begin(), uses.end(), uses[first] + window);
        const auto length = end - uses.begin() - static_cast<std::ptrdiff_t>(first);
        most = std::max(most, static_cast<std::uint64_t>(length));
    }
    return most;
}

}  // namespace

TEST_CASE("a bucket is a minute of a day, a second at least and a minute at most") {
    CHECK(host::bucket_width(24h) == 60s);
    CHECK(host::bucket_width(6h) == 15s);
    CHECK(host::bucket_width(5s) == 1s);
    CHECK(host::bucket_width(24h * 30) == 60s);
}

TEST_CASE("what is granted is cut to what the window has left") {
    const std::int64_t day = 86'400'000;
    const std::vector<QuotaBucket> buckets{{start - day, 70}, {start - day + 1, 20}, {start, 5}};
    const struct {
        std::uint64_t count;
        std::uint64_t limit;
        std::uint64_t granted;
        std::uint64_t left;
    } rows[] = {
        {10, 100, 10, 65},  // the bucket of 70 is a whole day old and does not count
        {10, 30, 5, 0},
        {5, 30, 5, 0},
        {1, 26, 1, 0},
        {1, 25, 0, 0},
        {1, 10, 0, 0},
        {0, 100, 0, 75},
        {1000, 0, 1000, 0},  // no limit
    };
    for (const auto& row : rows) {
        INFO(row.count << " of " << row.limit);
        const Grant grant = decide(wish(row.count, row.limit), buckets);
        CHECK(grant.count == row.granted);
        CHECK(grant.left == row.left);
    }
}

TEST_CASE("a full window says when the first unit is free") {
    const std::int64_t day = 86'400'000;
    const std::vector<QuotaBucket> buckets{
        {start - 3000, 10}, {start - 2000, 0}, {start - 1000, 10}, {start, 10}};
    CHECK(decide(wish(1, 30), buckets).free_at_ms == start - 3000 + day);
    CHECK(decide(wish(1, 21), buckets).free_at_ms == start - 3000 + day);
    CHECK(decide(wish(1, 20), buckets).free_at_ms == start - 1000 + day);
    CHECK(decide(wish(1, 5), buckets).free_at_ms == start + day);
    CHECK(decide(wish(1, 31), buckets).free_at_ms == 0);
    CHECK(decide(wish(1, 30, start - 3000 + day), buckets).count == 1);
    CHECK(decide(wish(1, 30, start - 3001 + day), buckets).count == 0);
}

TEST_CASE("a grant is good for one width at least and two at most") {
    for (std::int64_t offset = 0; offset < 120'000; offset += 777) {
        const Grant grant = decide(wish(1, 10, start + offset), {});
        const std::int64_t good_for = grant.use_before_ms - (start + offset);
        CHECK(good_for > 60'000);
        CHECK(good_for <= 120'000);
    }
}

TEST_CASE("no window holds more uses than the limit, whatever is reserved, used late or given back"
) {
    const auto window = 100s;
    const std::uint64_t limit = 200;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Fixture state;
        std::mt19937_64 random{seed};
        std::vector<std::int64_t> uses;
        std::int64_t now = start;
        state.database->exec("BEGIN");
        for (int step = 0; step < 400; ++step) {
            now += static_cast<std::int64_t>(random() % 1500);
            const auto grant =
                state.quota.reserve({"acme", 1 + random() % 40, limit, window, now}).value();
            const auto life = static_cast<std::uint64_t>(grant.use_before_ms - now);
            std::uint64_t unused = 0;
            for (std::uint64_t unit = 0; unit < grant.count; ++unit) {
                if (random() % 4 == 0) {
                    ++unused;
                } else {
                    uses.push_back(now + static_cast<std::int64_t>(random() % life));
                }
            }
            REQUIRE(state.quota.give_back("acme", grant.use_before_ms, unused));
            if (grant.count == 0) {
                REQUIRE(grant.free_at_ms > now);
                now = grant.free_at_ms;
                REQUIRE(state.quota.reserve({"acme", 1, limit, window, now}).value().count == 1);
                uses.push_back(now);
            }
        }
        std::sort(uses.begin(), uses.end());
        CHECK(busiest_window(uses, 100'000) <= limit);
        // And it is not mean: more than 3/4 of the limit in the best window.
        CHECK(busiest_window(uses, 100'000) > limit * 3 / 4);
    }
}

TEST_CASE("units that were given back can be reserved again") {
    Fixture state;
    const auto first = state.quota.reserve(wish(100, 100)).value();
    REQUIRE(first.count == 100);
    REQUIRE(state.quota.reserve(wish(1, 100)).value().count == 0);
    REQUIRE(state.quota.give_back("acme", first.use_before_ms, 30));
    CHECK(state.quota.used("acme", 24h, start) == 70U);
    CHECK(state.quota.reserve(wish(100, 100)).value().count == 30);
}

TEST_CASE("nothing below zero comes of giving back too much") {
    Fixture state;
    const auto first = state.quota.reserve(wish(10, 100)).value();
    REQUIRE(state.quota.give_back("acme", first.use_before_ms, 50));
    REQUIRE(state.quota.give_back("acme", 12345, 50));
    CHECK(state.quota.used("acme", 24h, start) == 0U);
}

TEST_CASE("accounts do not use each other's quota") {
    Fixture state;
    auto other = wish(100, 100);
    other.account = "emca";
    REQUIRE(state.quota.reserve(wish(100, 100)).value().count == 100);
    CHECK(state.quota.reserve(other).value().count == 100);
}

TEST_CASE("entries from a clock that was set back count as used now, and that is said") {
    Fixture state;
    const std::int64_t day = 86'400'000;
    REQUIRE(state.quota.reserve(wish(60, 100, start + 30 * day)).value().count == 60);
    const auto grant = state.quota.reserve(wish(60, 100)).value();
    CHECK(grant.clock_set_back);
    CHECK(grant.count == 40);
    const auto next = state.quota.reserve(wish(60, 100, start + 1000)).value();
    CHECK_FALSE(next.clock_set_back);
    CHECK(next.count == 0);
    CHECK(next.free_at_ms <= start + day + 120'000);
}

TEST_CASE("what no window can need is forgotten") {
    Fixture state;
    const std::int64_t day = 86'400'000;
    for (std::int64_t i = 0; i < 5; ++i) {
        REQUIRE(state.quota.reserve(wish(1, 100, start + i * day)));
    }
    auto rows = state.database->prepare("SELECT count(*) FROM quota");
    REQUIRE(rows.step() == host::Statement::Step::row);
    CHECK(rows.integer(0) == 3);
}
