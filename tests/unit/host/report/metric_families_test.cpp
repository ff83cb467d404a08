#include "host/report/metric_families.hpp"

#include <catch2/catch.hpp>

using host::MetricFamilies;

TEST_CASE("metrics of one name are one family, in the order of the first") {
    MetricFamilies families;
    families.gauge({"b", "B."}, {{"x", "1"}}, 1);
    families.counter({"a", "A."}, {}, 2);
    families.gauge({"b", "other words"}, {{"x", "2"}}, 3);
    const auto all = std::move(families).take();
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "b");
    CHECK(all[0].help == "B.");
    REQUIRE(all[0].metric.size() == 2);
    CHECK(all[0].metric[1].gauge.value == 3);
    CHECK(all[1].metric[0].counter.value == 2);
}

TEST_CASE("what would make Prometheus refuse the whole is left out") {
    MetricFamilies families;
    families.gauge({"a", ""}, {{"x", "1"}}, 1);
    families.gauge({"a", ""}, {{"x", "1"}}, 2);    // the same line twice
    families.counter({"a", ""}, {{"x", "2"}}, 3);  // another kind by the same name
    families.summary({"s", ""}, {}, 2.5, 4);
    const auto all = std::move(families).take();
    REQUIRE(all.size() == 2);
    REQUIRE(all[0].metric.size() == 1);
    CHECK(all[0].metric[0].gauge.value == 1);
    CHECK(all[1].metric[0].summary.sample_sum == 2.5);
    CHECK(all[1].metric[0].summary.sample_count == 4);
}
