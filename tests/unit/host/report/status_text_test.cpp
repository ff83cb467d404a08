#include "host/report/status_text.hpp"
#include "tests/unit/host/report/status_fixtures.hpp"

#include <catch2/catch.hpp>

using host::Snapshot;
using host::status_text;

TEST_CASE("a running pipeline tells fates, flow, source, pause, bottleneck, quota and rejects") {
    CHECK(
        status_text(test::full_snapshot()) ==
        "loyalty: running, process 4711, since 2023-11-14T22:13:20.000Z\n"
        "  fates       8,100 updates = 4,200 delivered + 0 unchanged + 6 superseded + 10 filtered "
        "+ 3 "
        "rejected + 3,881 pending\n"
        "  flow        1,235/s of 700.5 in 1 min 00 s, in flight 64 of 64, 7 wait for their next "
        "attempt, oldest pending "
        "read 2.5 s ago\n"
        "  source      /data/profiles.ndjson, all before record 4,211 final, read 123,456 of "
        "987,654 "
        "bytes, ends about 2023-11-14T22:15:20.000Z\n"
        "  paused      authentication: auth: HTTP 401 from a \"host\"; since "
        "2023-11-14T22:13:50.000Z; next try 2023-11-14T22:14:50.000Z\n"
        "  bottleneck  latency: 96 % of the time in flight 64 of 64\n"
        "  quota       4,200 of 1,000,000 used in 24 h 00 min, 995,800 left, used up about "
        "2023-11-14T22:15:10.000Z at this pace\n"
        "  rejects     12\n"
        "  failed last rate_limited (429), 1.0 s ago\n"
        "  plugin died 2\n"
    );
}

TEST_CASE("a pipeline that never ran is one line") {
    Snapshot snapshot;
    snapshot.pipelines.emplace_back();
    snapshot.pipelines.back().pipeline = "loyalty";
    snapshot.pipelines.back().state = "never ran";
    CHECK(status_text(snapshot) == "loyalty: never ran\n");
}

TEST_CASE("a process that has said nothing for a while is told of loudly") {
    Snapshot snapshot = test::full_snapshot();
    snapshot.now_ms += 40'000;
    CHECK_THAT(status_text(snapshot), Catch::Contains("LAST HEARD OF 40.0 s ago\n"));
}

TEST_CASE("nothing that stands in a status can break a line") {
    Snapshot snapshot = test::full_snapshot();
    snapshot.state_error = "a\nb";
    snapshot.pipelines.front().pause->why = "x\r\n\x1b[2J";
    const std::string text = status_text(snapshot);
    CHECK_THAT(text, Catch::Contains("state: a b\n") && Catch::Contains("x   [2J"));
}
