#include "adobe_target/api/delivery.hpp"
#include "tests/support/form.hpp"
#include "tests/support/slots.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

// ecid 0, session_id 1, edge_number 2, profile.tier 3, event_time 4, tntId 5, mbox3rdPartyId 6,
// customer_ids.crm 7.
DeliveryPlan plan_of() {
    DeliveryPlan plan;
    plan.target_start = delivery_target_start("acme");
    plan.visitor.ecid = {.slot = 0, .title = "ECID", .problem = ecid_problem};
    plan.visitor.session_id = {
        .slot = 1, .title = "Adobe Target Session ID", .problem = session_id_problem};
    plan.visitor.edge_number =
        IdentifierSlot{.slot = 2, .title = "Mbox Edge Number", .problem = edge_number_problem};
    plan.visitor.tnt_id =
        IdentifierSlot{.slot = 5, .title = "Target ID", .problem = tnt_id_problem};
    plan.visitor.third_party_id =
        IdentifierSlot{.slot = 6, .title = "Mbox 3rd Party ID", .problem = third_party_id_problem};
    plan.visitor.customer_ids.push_back(
        {.integration_code = "crm",
         .id = {.slot = 7, .title = "Customer ID", .problem = customer_id_problem}}
    );
    plan.attributes.mapped.push_back({.name = "tier", .key = delivery_key("tier"), .slot = 3});
    plan.attributes.rules.names = delivery_names;
    plan.attributes.rules.longest_value = 256;
    plan.event_time = 4;
    plan.mbox = "sluice-profile-update";
    return plan;
}

std::vector<sluice_value> values_of() {
    return {
        slots::text("10527837386392355901041112038610706884"),
        slots::text("session#1"),
        slots::text("35"),
        slots::text("gold"),
        slots::absent(),
        slots::absent(),
        slots::absent(),
        slots::absent()};
}

const sluice::UnixTime noon{std::chrono::hours{500'000}};

struct Written {
    DeliveryRequest request;
    std::string code;
    sluice::Outcome outcome;
};

Written write(
    const std::vector<sluice_value>& values,
    std::uint32_t op = SLUICE_OP_UPSERT,
    std::string_view id = "r-1"
) {
    Written written;
    AttributeTally tally;
    const DeliveryInput input{.op = op, .values = values, .id = id, .now = noon};
    const auto rejection = write_delivery(plan_of(), input, tally, written.request);
    if (rejection) {
        written.code = rejection->code;
        written.outcome = *rejection;
    }
    return written;
}

}  // namespace

TEST_CASE("the request is the one of the specification, byte for byte but for its ids") {
    const Written written = write(values_of());
    REQUIRE(written.code.empty());
    CHECK(written.request.target == "/rest/v1/delivery?client=acme&sessionId=session%231");
    const std::string& body = written.request.body;
    REQUIRE(body.starts_with(R"({"requestId":")"));
    CHECK(
        body.substr(body.find(R"(,"id":)")) ==
        R"(,"id":{"marketingCloudVisitorId":"10527837386392355901041112038610706884"},"context":{"channel":"web"},)"
        R"("execute":{"mboxes":[{"index":0,"name":"sluice-profile-update","profileParameters":{"tier":"gold"}}]}})"
    );
    CHECK(written.request.visitor.edge == "35");
    CHECK(written.request.executed == 1);
}

TEST_CASE("ids of the request stay the same over attempts, and differ between records") {
    const std::string first = write(values_of(), SLUICE_OP_UPSERT, "r-1").request.body;
    CHECK(write(values_of(), SLUICE_OP_UPSERT, "r-1").request.body == first);
    CHECK(write(values_of(), SLUICE_OP_UPSERT, "r-2").request.body != first);
    const auto json = boost::json::parse(first);
    CHECK(json.at("impressionId").as_string().size() == 36);
    CHECK(json.at("requestId") == json.at("impressionId"));
}

TEST_CASE("every identifier of the visitor is sent, customer ids as authenticated") {
    auto values = values_of();
    values[5] = slots::text("abc.35_0");
    values[6] = slots::text("crm-1");
    values[7] = slots::text("c\"1");
    const auto json = boost::json::parse(write(values).request.body);
    CHECK(
        json.at("id") ==
        boost::json::parse(
            R"({"marketingCloudVisitorId":"10527837386392355901041112038610706884","tntId":"abc.35_0",)"
            R"("thirdPartyId":"crm-1","customerIds":[{"id":"c\"1","integrationCode":"crm","authenticatedState":"authenticated"}]})"
        )
    );
}

TEST_CASE("nothing that a record holds can become another parameter or member") {
    auto values = values_of();
    const std::string nasty = "a+b&c=d#e%20f/é\r\n\"}],\\";
    values[1] = slots::text("s&client=evil#+%");
    values[3] = slots::text(nasty);
    const Written written = write(values);
    const std::size_t query = written.request.target.find('?');
    CHECK(written.request.target.substr(0, query) == "/rest/v1/delivery");
    const auto parameters = form::parse(written.request.target.substr(query + 1));
    CHECK(parameters.size() == 2);
    CHECK(parameters.at("client") == "acme");
    CHECK(parameters.at("sessionId") == "s&client=evil#+%");
    const auto json = boost::json::parse(written.request.body);
    CHECK(json.at_pointer("/execute/mboxes/0/profileParameters/tier").as_string() == nasty);
}

TEST_CASE(
    "a session that is too old when it would be sent is rejected as stale, and not a second before"
) {
    auto values = values_of();
    const auto at = [&](std::chrono::seconds age) {
        values[4] = slots::integer(SLUICE_T_TIME_US, (noon - age).count());
        return write(values).code;
    };
    CHECK(at(std::chrono::minutes{25}).empty());
    CHECK(at(std::chrono::minutes{25} + std::chrono::seconds{1}) == "stale_session");
    CHECK(at(std::chrono::minutes{-5}).empty());
    CHECK(write(values).outcome.reason == sluice::Reason::none);
    values[4] = slots::text("yesterday");
    CHECK(write(values).code == "bad_event_time");
    values[4] = slots::null();
    CHECK(write(values).code.empty());
    values[4] = slots::text("");
    CHECK(write(values).code.empty());
}

TEST_CASE("other operations than upsert, missing identifiers and no attribute are rejected") {
    CHECK(write(values_of(), SLUICE_OP_DELETE).code == "unsupported_operation");
    auto values = values_of();
    values[0] = slots::null();
    CHECK(write(values).code == "missing_identifier");
    values = values_of();
    values[3] = slots::text("");
    CHECK(write(values).code == "nothing_to_send");
}
