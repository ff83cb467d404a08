#include "host/report/summary.hpp"

#include <catch2/catch.hpp>

#include <vector>

using host::PipelineSummary;
using host::Summary;
using host::summary_text;
using namespace std::chrono_literals;

namespace {

PipelineSummary loyalty() {
    PipelineSummary one;
    one.pipeline = "loyalty";
    one.counts.records = 10'000;
    one.counts.updates = 10'010;
    one.counts.delivered = 10'000;
    one.counts.filtered = 10;
    one.requests = 10'003;
    one.duration = 4200ms;
    return one;
}

std::string text(const std::vector<PipelineSummary>& pipelines, bool dry_run = false) {
    return summary_text(
        {.pipelines = pipelines,
         .state_directory = "/srv/sluice-state",
         .pipeline_file = "my pipelines.yaml",
         .dry_run = dry_run}
    );
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a clean run is a table and the sum of its fates") {
    auto one = loyalty();
    one.counts.delivered -= 7;
    one.counts.superseded = 7;
    CHECK(
        text({one}) == "PIPELINE  RECORDS  UPDATES  DELIVERED  UNCHANGED  SUPERSEDED  FILTERED  "
                       "REJECTED  PENDING  MAYBE "
                       "TWICE  REQUESTS   TIME     RATE\n"
                       "loyalty    10,000   10,010      9,993          0           7        10     "
                       "    0        0            "
                       "0"
                       "    10,003  4.2 s  2,383/s\n"
                       "loyalty: 10,010 updates = 9,993 delivered + 0 unchanged + 7 superseded + "
                       "10 filtered + 0 rejected + 0 "
                       "pending\n"
    );
}

TEST_CASE("rejects are told with the command that lists them, ready for a shell") {
    auto one = loyalty();
    one.rejects_kept = 1200;
    CHECK(holds(
        text({one}),
        "loyalty: 1,200 rejects are kept in /srv/sluice-state; list them: "
        "sluice rejects list --pipeline loyalty 'my pipelines.yaml'\n"
    ));
    one.rejects_kept = 1;
    one.pipeline = "it's";
    CHECK(holds(text({one}), "1 reject is kept"));
    CHECK(holds(text({one}), "--pipeline 'it'\\''s' "));
}

TEST_CASE("a run that stopped says why, and that nothing is lost") {
    auto one = loyalty();
    one.counts.delivered = 9000;
    one.pending = 1000;
    one.stopped = "the quota is used up until 12:00";
    one.note = "continued at line 4,201";
    const std::string all = text({one});
    CHECK(holds(
        all,
        "loyalty: 10,010 updates = 9,000 delivered + 0 unchanged + 0 superseded + 10 filtered + 0 "
        "rejected + "
        "1,000 pending\n"
    ));
    CHECK(holds(all, "loyalty: continued at line 4,201\n"));
    CHECK(holds(all, "loyalty: stopped before the end: the quota is used up until 12:00\n"));
    CHECK(holds(all, "loyalty: nothing is lost; run the same command again to go on\n"));
}

TEST_CASE("fates that do not add up are a loud error with the numbers") {
    auto one = loyalty();
    one.pending = 1;
    CHECK_FALSE(host::adds_up(one.counts, one.pending));
    CHECK(host::adds_up(one.counts, 0));
    CHECK(holds(
        text({one}),
        "loyalty: 10,010 updates BUT 10,000 delivered + 0 unchanged + 0 superseded + 10 filtered + "
        "0 rejected + "
        "1 pending: this does not add up, a bug in Sluice"
    ));
}

TEST_CASE("deliveries that may have happened twice are told") {
    auto one = loyalty();
    one.counts.maybe_repeated = 3;
    CHECK(holds(
        text({one}), "loyalty: 3 delivered after an attempt without an answer, perhaps twice\n"
    ));
}

TEST_CASE("a dry run says that nothing was sent") {
    const std::string all = text({loyalty()}, true);
    CHECK(all.starts_with("dry run: nothing was sent, nothing was saved\n"));
    CHECK(holds(all, "WOULD SEND"));
    CHECK(holds(all, "10,000 would be sent + 0 unchanged + 0 superseded"));
    CHECK_FALSE(holds(all, "DELIVERED"));
}

TEST_CASE("several pipelines share the table, and a run of no time has no rate") {
    auto other = loyalty();
    other.pipeline = "visits";
    other.duration = 0ms;
    const std::string all = text({loyalty(), other});
    CHECK(holds(
        all,
        "visits     10,000   10,010     10,000          0           0        10         0        0 "
        "           "
        "0"
        "    10,003   0 ms        -\n"
    ));
    CHECK(holds(all, "visits: 10,010 updates ="));
}
