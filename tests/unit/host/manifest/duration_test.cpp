#include "host/manifest/duration.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <optional>
#include <string>

using host::parse_duration;
using std::chrono::milliseconds;

TEST_CASE("durations are read with every unit, and without one as seconds") {
    struct Row {
        std::string text;
        std::optional<milliseconds> expected;
    };
    auto row = GENERATE(values<Row>({
        {"500ms", milliseconds{500}},
        {"30s", milliseconds{30'000}},
        {"5m", milliseconds{300'000}},
        {"24h", milliseconds{86'400'000}},
        {"1d", milliseconds{86'400'000}},
        {"86400", milliseconds{86'400'000}},
        {"1.5s", milliseconds{1500}},
        {"0", milliseconds{0}},
        {"0.1ms", milliseconds{1}},
        {"1000d", milliseconds{86'400'000'000}},
        {"1001d", std::nullopt},
        {"-5s", std::nullopt},
        {"-0", std::nullopt},
        {"+5s", std::nullopt},
        {"5 s", std::nullopt},
        {"5 minutes", std::nullopt},
        {"5S", std::nullopt},
        {"1e3s", std::nullopt},
        {"inf", std::nullopt},
        {"nan", std::nullopt},
        {"s", std::nullopt},
        {"", std::nullopt},
    }));
    CAPTURE(row.text);
    CHECK(parse_duration(row.text) == row.expected);
}
