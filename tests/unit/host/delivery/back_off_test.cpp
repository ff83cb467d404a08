#include "host/delivery/back_off.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>

using namespace std::chrono_literals;
using host::BackOff;
using host::Random;
using host::Time;

TEST_CASE("the back-off doubles from its first wait up to its cap") {
    struct Row {
        std::uint32_t failures;
        Time wait;
    };
    const BackOff back_off{500ms, 60s};
    const Row rows[] = {
        {1, 500ms}, {2, 1s}, {3, 2s}, {7, 32s}, {8, 60s}, {9, 60s}, {4'000'000'000U, 60s}};
    for (const Row& row : rows) {
        CAPTURE(row.failures);
        CHECK(back_off.after(row.failures) == row.wait);
    }
}

TEST_CASE("a back-off whose first wait is above the cap, or nothing, is sound") {
    CHECK(BackOff{10s, 5s}.after(3) == 5s);
    CHECK(BackOff{0s, 5s}.after(4'000'000'000U) == 0s);
}

TEST_CASE("full jitter spreads retries over the whole back-off and not beyond") {
    const BackOff back_off{1s, 60s};
    Random random{7};
    Time least = 1h;
    Time most{0};
    Time sum{0};
    constexpr int draws = 10'000;
    for (int i = 0; i < draws; ++i) {
        const Time delay = retry_delay(back_off, 3, Time{0}, random);
        least = std::min(least, delay);
        most = std::max(most, delay);
        sum += delay;
    }
    CHECK(least >= 0s);
    CHECK(least < 40ms);
    CHECK(most <= 4s);
    CHECK(most > 3960ms);
    CHECK(sum / draws > 1900ms);
    CHECK(sum / draws < 2100ms);
}

TEST_CASE("what the far side named wins over the back-off, up to an hour") {
    Random random{7};
    const BackOff back_off{1s, 60s};
    CHECK(retry_delay(back_off, 1, 90s, random) == 90s);
    CHECK(retry_delay(back_off, 9, 1ms, random) == 1ms);
    CHECK(retry_delay(back_off, 1, 24h, random) == 1h);
}

TEST_CASE("a Retry-After that no sane host would send is cut before it can overflow") {
    CHECK(host::bounded_retry_after(-5ms) == 0s);
    CHECK(host::bounded_retry_after(5ms) == 5ms);
    CHECK(host::bounded_retry_after(2h) == 1h);
    CHECK(host::bounded_retry_after(std::chrono::milliseconds::max()) == 1h);
    CHECK(host::bounded_retry_after(std::chrono::milliseconds::min()) == 0s);
}
