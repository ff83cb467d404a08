#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/update_call.hpp"
#include "tests/support/records.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/test_host.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

UpdatePlan plan_of() {
    UpdatePlan plan;
    plan.identifier = {.slot = 0, .title = "Mbox 3rd Party ID", .problem = third_party_id_problem};
    plan.identifier_key = "mbox3rdPartyId=";
    plan.attributes.mapped.push_back({.name = "tier", .key = update_key("tier"), .slot = 1});
    return plan;
}

}  // namespace

TEST_CASE("a record becomes the parts of a POST with a form, which wants the profile token") {
    test::TestHost host;
    test::Records records;
    Observations observations{host.host()};
    Settings settings;
    settings.client_code = "acme";
    settings.path_segment = "client";
    const UpdatePlan plan = plan_of();
    UpdateCall call{plan, settings, observations};
    CHECK(call.wants_token());
    Workbench bench;
    auto record = records.take(host, {slots::text("crm-1"), slots::text("gold")});
    REQUIRE_FALSE(call.compose(record, bench));
    CHECK(bench.target == "/m2/client/profile/update");
    CHECK(bench.host == "acme.tt.omtrdc.net");
    CHECK(bench.endpoint.host == "acme.tt.omtrdc.net");
    CHECK(bench.media_type == "application/x-www-form-urlencoded");
    CHECK(bench.body == "mbox3rdPartyId=crm-1&profile.tier=gold");
    std::move(record).finish(delivered());

    auto bad = records.take(host, {slots::text("crm-1"), slots::null()});
    const auto rejection = call.compose(bad, bench);
    REQUIRE(rejection);
    CHECK(host.metric("empty_attributes_dropped") == 1);
    std::move(bad).finish(*rejection);

    ReplyView reply;
    reply.status = 200;
    CHECK(call.judge(reply).next == Judgement::Next::not_understood);
    settings.accepted = AcceptedReplies::any_2xx;
    CHECK(call.judge(reply).outcome.verdict == sluice::Verdict::delivered);
}
