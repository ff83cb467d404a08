#include "host/config/read_delivery.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace host;
using namespace std::chrono_literals;

TEST_CASE("every setting of delivery, guard, quota and rate is read") {
    fixtures::Written written{R"(
delivery:
  max_in_flight: 64
  adaptive: false
  retry: { base: 250ms, cap: 2m }
  max_life: 24h
  max_pause: 90
  drain_timeout: 1500ms
  deadline: 10s
  on_unknown: reject
  max_open_records: 100
  max_open_bytes: 2000000
guard: { first: 20, in_a_row: 0 }
quota: { limit: 5, window: 1d }
rate: { limit: 700, per: 1m, burst: 20 }
)"};
    DeliverySettings settings = read_delivery(written.section());
    CHECK(written.lines().empty());
    CHECK(settings.max_in_flight == 64U);
    CHECK_FALSE(settings.is_adaptive);
    CHECK((settings.retry_base == 250ms && settings.retry_cap == 2min));
    CHECK(settings.max_life == 24h);
    CHECK(
        (settings.max_pause == 90s && settings.drain_timeout == 2s &&
         settings.request_deadline == 10s)
    );
    CHECK(settings.on_unknown == OnUnknown::reject);
    CHECK((settings.max_open_records == 100 && settings.max_open_bytes == 2000000));
    CHECK((settings.guard_first == 20 && settings.guard_in_row == 0));
    CHECK((settings.quota_limit == 5U && settings.quota_window == 24h));
    CHECK((settings.rate.limit == 700 && settings.rate.per == 1min && settings.rate.burst == 20));
}

TEST_CASE("what the file does not say stays at the default of the house") {
    fixtures::Written written{"guard: true\ndelivery: { retry: {} }\n"};
    DeliverySettings settings = read_delivery(written.section());
    const DeliverySettings house;
    CHECK((settings.guard_first == house.guard_first && settings.guard_in_row == house.guard_in_row)
    );
    CHECK((settings.retry_base == house.retry_base && settings.retry_cap == house.retry_cap));
    CHECK(
        (!settings.max_in_flight && !settings.max_life && !settings.quota_limit &&
         !settings.quota_window)
    );
}

TEST_CASE("coalesce is off unless the file says replace or merge, and off needs no quotes") {
    const auto read = [](const std::string& yaml) {
        fixtures::Written written{yaml};
        const Coalesce coalesce = read_delivery(written.section()).coalesce;
        CHECK(written.lines().empty());
        return coalesce;
    };
    CHECK(read("guard: true\n") == Coalesce::off);
    CHECK(read("coalesce: off\n") == Coalesce::off);
    CHECK(read("coalesce: replace\n") == Coalesce::replace);
    CHECK(read("coalesce: merge\n") == Coalesce::merge);
}

TEST_CASE("guard: false switches both guards off") {
    fixtures::Written written{"guard: false\n"};
    DeliverySettings settings = read_delivery(written.section());
    CHECK((settings.guard_first == 0 && settings.guard_in_row == 0));
}

TEST_CASE("a rate that is a number is of updates per second, and may have a fraction") {
    fixtures::Written written{"rate: 11.6\n"};
    const RateLimit rate = read_delivery(written.section()).rate;
    CHECK(written.lines().empty());
    CHECK((rate.limit == 11.6 && rate.per == 1s && rate.burst == 0));
    fixtures::Written without{"guard: true\n"};
    CHECK_FALSE(read_delivery(without.section()).rate.is_limited());
}

TEST_CASE("a rate that lets nothing through is reported where it stands") {
    struct Row {
        std::string yaml;
        std::string line;
    };
    const std::string out = "; leave `rate` out for no limit";
    const auto row = GENERATE_COPY(values<Row>({
        {"rate: 0\n", "f.yaml:1:7: expected a rate of one update an hour at least, found 0" + out},
        {"rate: { limit: 0, per: 1m }\n",
         "f.yaml:1:16: expected a rate of one update an hour at least, found 0" + out},
        {"rate: { limit: 1, per: 2h }\n",
         "f.yaml:1:16: expected a rate of one update an hour at least, found 1" + out},
        {"rate: { limit: 1, per: 0 }\n",
         "f.yaml:1:24: expected a duration of at least 1ms, found 0"},
    }));
    fixtures::Written written{row.yaml};
    read_delivery(written.section());
    CHECK(written.lines() == std::vector<std::string>{row.line});
}

TEST_CASE("times that make no sense are reported") {
    fixtures::Written written{
        "delivery:\n  retry: { base: 2m, cap: 1m }\n  deadline: 0\n  max_pause: 0\n"};
    read_delivery(written.section());
    CHECK(
        written.lines() ==
        std::vector<std::string>{
            "f.yaml:3:13: expected a duration of at least 1ms, found 0",
            "f.yaml:2:27: expected a cap that is not below base, found 60000ms below 120000ms"}
    );
}
