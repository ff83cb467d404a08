#include "fixtures.hpp"
#include "host/run/commit_pace.hpp"

#include <catch2/catch.hpp>

using Catch::Contains;
using chaos::End;
using chaos::test::Kept;

TEST_CASE("after a clean end nothing that had its answer comes again") {
    Kept kept;
    kept.next_run(End::clean);
    kept.arrive(2);
    CHECK_THAT(
        kept.breaches(), Contains("repeats: 1 updates of alpha that run 0") && Contains("at most 0")
    );
}

TEST_CASE("after a stop at once as much may come again as is at the plugin") {
    Kept kept;
    kept.next_run(End::stopped_now);
    kept.arrive(1);
    CHECK(kept.breaches().empty());
    kept.arrive(2);
    CHECK_THAT(kept.breaches(), Contains("repeats: 2 updates") && Contains("at most 1"));
}

TEST_CASE("after a kill a commit group more may come again, and not one more") {
    Kept kept;
    auto& load = kept.evidence.loads.front();
    const std::size_t most = host::CommitPace::group + kept.evidence.credit;
    const std::size_t more = GENERATE(0U, 1U);
    for (std::size_t i = 0; i < most + more; ++i) {
        const std::size_t record = load.lines.size();
        load.lines.push_back(record + 1);
        load.updates.push_back(
            {record, 0, "a", chaos::Duty::deliver, {}, {{"alpha", chaos::mark_of("alpha", record)}}}
        );
        kept.arrive(record);
        ++kept.evidence.totals.front()["records"];
        ++kept.evidence.totals.front()["updates"];
        ++kept.evidence.totals.front()["delivered"];
    }
    kept.next_run(End::killed);
    for (std::size_t record = 6; record < load.lines.size(); ++record) {
        kept.arrive(record);
    }
    CHECK(kept.breaches().empty() == (more == 0));
}

TEST_CASE("within a run what had its answer comes again only if the plugin's process was killed") {
    Kept kept;
    kept.arrive(2);
    CHECK_THAT(kept.breaches(), Contains("came again in it"));
    kept.evidence.runs[0].runner_kills = 1;
    CHECK(kept.breaches().empty());
}
