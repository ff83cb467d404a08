#include "host/report/pace_meter.hpp"

#include <catch2/catch.hpp>

using host::PaceMeter;
using namespace std::chrono_literals;

TEST_CASE("the first look gives no pace, the second what lay between") {
    PaceMeter meter;
    CHECK(meter.look(1s, 100, 1000).updates_per_second == 0);
    const auto pace = meter.look(3s, 300, 5000);
    CHECK(pace.updates_per_second == 100);
    CHECK(pace.bytes_per_second == 2000);
}

TEST_CASE("a stall shows within seconds, not at once") {
    PaceMeter meter;
    static_cast<void>(meter.look(0s, 0, 0));
    static_cast<void>(meter.look(1s, 100, 0));
    const double soon = meter.look(2s, 100, 0).updates_per_second;
    CHECK((soon > 50 && soon < 100));
    double later = soon;
    for (auto now = 3s; now <= 30s; now += 1s) {
        later = meter.look(now, 100, 0).updates_per_second;
    }
    CHECK(later < 1);
}

TEST_CASE("a look at the same moment, and numbers that go back, are no pace below zero") {
    PaceMeter meter;
    static_cast<void>(meter.look(1s, 100, 100));
    CHECK(meter.look(1s, 200, 200).updates_per_second == 0);
    CHECK(meter.look(2s, 50, 50).bytes_per_second == 0);
}
