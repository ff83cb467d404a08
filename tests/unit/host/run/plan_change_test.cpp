#include "host/run/plan_change.hpp"

#include <catch2/catch.hpp>

namespace {

using host::Facts;
using host::PipelineFacts;
using Kind = host::PipelineChange::Kind;

PipelineFacts facts(const std::string& name, const std::string& config = "c") {
    return {.name = name, .config = config, .plugin = "p"};
}

const Facts running{facts("loyalty"), facts("events"), facts("old")};

}  // namespace

TEST_CASE("a pipeline is unchanged if all that it goes by is the same, however the files order them"
) {
    const auto change =
        host::plan_change(running, {facts("events"), facts("loyalty"), facts("old")});
    CHECK(host::text_of(change) == "events unchanged, loyalty unchanged, old unchanged");
}

TEST_CASE("what the files say otherwise, newly or no more is told by name") {
    const auto change =
        host::plan_change(running, {facts("loyalty", "other"), facts("events"), facts("news")});
    CHECK(host::text_of(change) == "loyalty changed, events unchanged, news added, old removed");
}

TEST_CASE("another file of the plugin is a change of its pipelines") {
    Facts wanted = running;
    wanted[1].plugin = "newer";
    CHECK(
        host::text_of(host::plan_change(running, wanted)) ==
        "loyalty unchanged, events changed, old unchanged"
    );
}

TEST_CASE("a state or a status server elsewhere needs a restart, and the sentence says both") {
    host::Config now;
    now.state_dir = "/var/lib/one";
    host::Config wanted = now;
    CHECK(host::needs_restart(now, wanted).empty());

    wanted.state_dir = "/var/lib/two";
    wanted.status = host::StatusSpec{{"127.0.0.1", 9464}, std::nullopt, {}};
    const auto faults = host::needs_restart(now, wanted);

    REQUIRE(faults.size() == 2);
    CHECK_THAT(faults[0], Catch::Contains("/var/lib/one") && Catch::Contains("/var/lib/two"));
    CHECK_THAT(faults[1], Catch::Contains("none") && Catch::Contains("127.0.0.1:9464"));
}

TEST_CASE("standard input goes on or ends at a reload, but does not begin anew") {
    PipelineFacts stream = facts("stream");
    stream.is_stream = true;
    PipelineFacts other = stream;
    other.config = "other";
    const auto faults = [](const Facts& before, const Facts& after) {
        return host::needs_restart(before, after, host::plan_change(before, after)).size();
    };
    CHECK(faults({stream}, {stream}) == 0);
    CHECK(faults({stream}, {}) == 0);
    CHECK(faults({stream}, {other}) == 1);
    CHECK(faults({}, {stream}) == 1);
    CHECK(faults({stream}, {facts("stream")}) == 1);
    CHECK(faults({facts("stream")}, {stream}) == 1);
}

TEST_CASE("what did not start anew is compared next time as what runs in its place, if anything") {
    const Facts wanted{facts("loyalty", "other"), facts("events", "other"), facts("news")};
    auto done = host::plan_change(running, wanted);
    done[0].kind = Kind::as_it_was;
    done[2].kind = Kind::not_running;

    const Facts after = host::facts_after(running, wanted, done);

    CHECK(after == Facts{facts("loyalty"), facts("events", "other")});
    CHECK(
        host::text_of(host::plan_change(after, wanted)) ==
        "loyalty changed, events unchanged, news added"
    );
}
