#include "host/report/bottleneck.hpp"

#include <catch2/catch.hpp>

using host::bottleneck_of;
using host::FlowNumbers;
using host::hold_up_name;
using host::hold_up_named;
using host::hold_up_of;
using host::HoldUp;
using host::HostDid;
using host::shares_of;
using host::Standing;
using host::TimeSpent;
using namespace std::chrono_literals;

namespace {

// In flight 10 of 64, records at hand.
Standing busy() {
    Standing standing;
    standing.in_flight = 10;
    standing.limit = 64;
    standing.most = 64;
    return standing;
}

template <class Change>
Standing with(Change change) {
    Standing standing = busy();
    change(standing);
    return standing;
}

std::string why(HoldUp what, const FlowNumbers& flow) {
    TimeSpent spent;
    spent.add(what, 970ms);
    spent.add(HoldUp::mapping, what == HoldUp::mapping ? 0ms : 30ms);
    spent.add(HoldUp::latency, what == HoldUp::mapping ? 30ms : 0ms);
    const auto found = bottleneck_of(shares_of(spent), flow);
    REQUIRE(found);
    CHECK(found->what == what);
    CHECK(found->share == Approx(0.97));
    return found->why;
}

}  // namespace

TEST_CASE("at every moment one thing holds a pipeline up") {
    struct Row {
        const char* what;
        Standing standing;
        HostDid did;
        HoldUp expected;
    };
    const auto full = [](Standing& s) { s.in_flight = 64; };
    const auto row = GENERATE_COPY(values<Row>({
        {"reading and mapping", busy(), HostDid::work, HoldUp::mapping},
        {"full while verdicts are taken", with(full), HostDid::work, HoldUp::mapping},
        {"full and waiting", with(full), HostDid::wait, HoldUp::latency},
        {"full at a limit that was lowered",
         with([](Standing& s) { s.in_flight = s.limit = 12; }),
         HostDid::wait,
         HoldUp::concurrency},
        {"one user after the other", busy(), HostDid::wait, HoldUp::latency},
        {"the last answers",
         with([](Standing& s) { s.in_flight = 1; }),
         HostDid::wait,
         HoldUp::latency},
        {"a stream without a line",
         with([](Standing& s) { s.waits_for_source = true; }),
         HostDid::wait,
         HoldUp::source},
        {"the same while verdicts are taken",
         with([](Standing& s) { s.waits_for_source = true; }),
         HostDid::work,
         HoldUp::source},
        {"a stream that is quicker than the answers",
         with([](Standing& s) { s.waits_for_source = true, s.in_flight = 64; }),
         HostDid::wait,
         HoldUp::latency},
        {"paused", with([](Standing& s) { s.is_paused = true; }), HostDid::wait, HoldUp::breaker},
        {"paused while others keep the host busy",
         with([](Standing& s) { s.is_paused = s.is_out_of_quota = s.waits_for_disk = true; }),
         HostDid::work,
         HoldUp::breaker},
        {"the plugin starts again",
         with([](Standing& s) { s.is_starting = true; }),
         HostDid::wait,
         HoldUp::breaker},
        {"out of quota",
         with([](Standing& s) { s.is_out_of_quota = s.waits_for_source = true; }),
         HostDid::wait,
         HoldUp::quota},
        {"the disk is behind",
         with([](Standing& s) { s.waits_for_disk = true, s.in_flight = 64; }),
         HostDid::wait,
         HoldUp::disk},
        {"held to a rate",
         with([](Standing& s) { s.is_rate_limited = true; }),
         HostDid::wait,
         HoldUp::pace},
    }));
    INFO(row.what);
    CHECK(hold_up_name(hold_up_of(row.standing, row.did)) == hold_up_name(row.expected));
}

TEST_CASE("the bottleneck is what took most of the time, with the numbers that prove it") {
    FlowNumbers flow{
        .in_flight = 64,
        .limit = 64,
        .most = 64,
        .waiting_for_retry = 0,
        .per_second = 1280,
        .rate = "1,300/s",
        .paused = {}};
    CHECK(
        why(HoldUp::source, flow) ==
        "97 % of the time waiting for records of the source, in flight 64 of 64"
    );
    CHECK(
        why(HoldUp::mapping, flow) ==
        "97 % of the time at work on the host thread: reading, mapping, taking verdicts"
    );
    CHECK(why(HoldUp::pace, flow) == "97 % of the time held to `rate`, 1,300/s, now 1,280/s");
    CHECK(why(HoldUp::latency, flow) == "97 % of the time in flight 64 of 64, 50 ms each");
    CHECK(why(HoldUp::disk, flow) == "97 % of the time waiting for the disk of the state");
    CHECK(why(HoldUp::breaker, flow) == "97 % of the time the plugin was not ready");

    flow.paused = "unreachable: nobody there";
    CHECK(why(HoldUp::breaker, flow) == "97 % of the time paused: unreachable: nobody there");
    flow.paused = "the quota is used up until noon";
    CHECK(why(HoldUp::quota, flow) == "97 % of the time the quota is used up until noon");

    flow.in_flight = flow.limit = 12;
    CHECK(
        why(HoldUp::concurrency, flow) ==
        "97 % of the time in flight 12 of 12, 9 ms each, lowered from 64 as the destination slows "
        "down or refuses more"
    );
    flow.in_flight = 1;
    flow.per_second = 0;
    CHECK(
        why(HoldUp::latency, flow) ==
        "97 % of the time in flight 1 of 12, and no other user has an update to send"
    );
    flow.in_flight = 0;
    flow.waiting_for_retry = 5;
    CHECK(why(HoldUp::latency, flow) == "97 % of the time 5 updates wait for their next attempt");
}

TEST_CASE("without any time there is no bottleneck") {
    CHECK_FALSE(bottleneck_of(shares_of(TimeSpent{}), {}));
}

TEST_CASE("time spent adds up to one, and counts anew once it is cleared") {
    TimeSpent spent;
    spent.add(HoldUp::disk, 1s);
    spent.add(HoldUp::disk, 1s);
    spent.add(HoldUp::pace, 6s);
    CHECK(spent.total() == 8s);
    CHECK(spent.share(HoldUp::disk) == 0.25);
    CHECK(spent.share(HoldUp::pace) == 0.75);
    CHECK(spent.share(HoldUp::quota) == 0);
    spent.clear();
    CHECK(spent.total() == 0s);
    CHECK(spent.share(HoldUp::disk) == 0);
}

TEST_CASE("each hold-up has a name of its own, by which it is found again") {
    for (std::size_t i = 0; i < host::hold_ups; ++i) {
        const auto what = static_cast<HoldUp>(i);
        CHECK(hold_up_named(hold_up_name(what)) == what);
    }
    CHECK_FALSE(hold_up_named("weather"));
}
