#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/delivery_call.hpp"
#include "tests/support/records.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/test_host.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

// ecid, session_id, edge_number, tntId, profile.tier.
DeliveryPlan plan_of() {
    DeliveryPlan plan;
    plan.target_start = delivery_target_start("acme");
    plan.visitor.ecid = {.slot = 0, .title = "ECID", .problem = ecid_problem};
    plan.visitor.session_id = {
        .slot = 1, .title = "Adobe Target Session ID", .problem = session_id_problem};
    plan.visitor.edge_number =
        IdentifierSlot{.slot = 2, .title = "Mbox Edge Number", .problem = edge_number_problem};
    plan.visitor.tnt_id =
        IdentifierSlot{.slot = 3, .title = "Target ID", .problem = tnt_id_problem};
    plan.attributes.mapped.push_back({.name = "tier", .key = delivery_key("tier"), .slot = 4});
    plan.mbox = "m";
    return plan;
}

std::vector<sluice_value> visitor(std::string_view ecid, std::string_view session) {
    return {
        slots::text(ecid),
        slots::text(session),
        slots::text("35"),
        slots::text("abc.28_0"),
        slots::text("gold")};
}

}  // namespace

TEST_CASE("a record becomes the parts of a POST to its edge, and its oddities are counted") {
    test::TestHost host;
    test::Records records;
    Observations observations{host.host()};
    SessionWatch sessions;
    Settings settings;
    settings.target = *sluice::http::parse_endpoint("http://127.0.0.1:8080/x");
    const DeliveryPlan plan = plan_of();
    const DeliveryShared shared{
        .plan = plan,
        .settings = settings,
        .observations = observations,
        .sessions = sessions,
        .host = host.host()};
    DeliveryCall call{shared};
    CHECK_FALSE(call.wants_token());
    Workbench bench;
    auto record = records.take(host, visitor("12", "s 1"));
    REQUIRE(call.compose(record, bench));
    std::move(record).finish(delivered());

    auto first = records.take(host, visitor("12", "s1"));
    REQUIRE_FALSE(call.compose(first, bench));
    CHECK(bench.target == "/x/rest/v1/delivery?client=acme&sessionId=s1");
    CHECK(bench.host == "mboxedge28.tt.omtrdc.net");
    CHECK(bench.endpoint.host == "127.0.0.1");
    CHECK(bench.media_type == "application/json");
    CHECK(bench.body.starts_with("{\"requestId\":"));
    CHECK(host.metric("unusual_ecids") == 1);
    CHECK(host.metric("edge_numbers_overruled") == 1);
    std::move(first).finish(delivered());

    // The same session with another visitor is a clash at its first attempt; a repeat is no news.
    auto again = records.take(host, visitor("13", "s1"), 2);
    REQUIRE_FALSE(call.compose(again, bench));
    CHECK(host.metric("session_clashes") == 0);
    std::move(again).finish(delivered());
    auto other = records.take(host, visitor("14", "s1"));
    REQUIRE_FALSE(call.compose(other, bench));
    CHECK(host.metric("session_clashes") == 1);
    std::move(other).finish(delivered());
}

TEST_CASE("only what was delivered counts as billable, and a reply's oddities are counted") {
    test::TestHost host;
    test::Records records;
    Observations observations{host.host()};
    SessionWatch sessions;
    const Settings settings;
    const DeliveryPlan plan = plan_of();
    const DeliveryShared shared{
        .plan = plan,
        .settings = settings,
        .observations = observations,
        .sessions = sessions,
        .host = host.host()};
    DeliveryCall call{shared};
    Workbench bench;
    auto record = records.take(host, visitor("12", "s1"));
    REQUIRE_FALSE(call.compose(record, bench));
    std::move(record).finish(delivered());
    ReplyView reply;
    reply.status = 500;
    CHECK(call.judge(reply).outcome.verdict == sluice::Verdict::retry);
    CHECK(host.metric("billable_calls") == 0);
    reply.status = 200;
    reply.body =
        R"({"status":200,"id":{"tntId":"new.28_0"},"edgeHost":"mboxedge28.tt.omtrdc.net"})";
    CHECK(call.judge(reply).outcome.verdict == sluice::Verdict::delivered);
    CHECK(host.metric("billable_calls") == 1);
    CHECK(host.metric("tnt_ids_moved") == 1);
    CHECK(host.metric("edges_moved") == 0);
}
