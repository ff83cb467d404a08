#include "adobe_target/mapping.hpp"
#include "tests/support/test_spec.hpp"

#include <sluice/error.hpp>

#include <catch2/catch.hpp>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

TEST_CASE("a mapping of send_identifiers becomes a plan of slots") {
    test::TestSpec spec{"send_identifiers", "{}"};
    spec.field("profile.tier").field("mboxPC").field("profile.*");
    Options options;
    options.audience = Audience{.name = "vip", .value = "1", .exit = "0"};
    const UpdatePlan plan = update_plan(spec.cpp(), {}, options);
    CHECK(plan.identifier.slot == 1);
    CHECK(plan.identifier_key == "mboxPC=");
    REQUIRE(plan.attributes.mapped.size() == 1);
    CHECK(plan.attributes.mapped[0].key == "&profile.tier=");
    CHECK(plan.attributes.mapped[0].slot == 0);
    CHECK(plan.attributes.members == 2);
    CHECK(plan.attributes.rules.longest_value == 0);
    CHECK(plan.audience_entry == "&profile.vip=1");
}

TEST_CASE("a mapping of stream_attributes becomes a plan of slots") {
    test::TestSpec spec{"stream_attributes", "{}"};
    for (const char* name :
         {"ecid",
          "session_id",
          "edge_number",
          "tntId",
          "mbox3rdPartyId",
          "customer_ids.crm",
          "customer_ids.*",
          "property_token",
          "environment_id",
          "user_agent",
          "ip",
          "url",
          "event_time",
          "profile.tier",
          "profile.*"}) {
        spec.field(name);
    }
    Settings settings;
    settings.client_code = "acme";
    settings.mbox = "m";
    settings.carrier = Carrier::page_load;
    settings.max_value_length = 300;
    const DeliveryPlan plan = delivery_plan(spec.cpp(), settings, {});
    CHECK(plan.target_start == "/rest/v1/delivery?client=acme&sessionId=");
    CHECK(plan.visitor.ecid.title == "ECID");
    CHECK(plan.visitor.session_id.slot == 1);
    CHECK(plan.visitor.edge_number->slot == 2);
    CHECK(plan.visitor.tnt_id->slot == 3);
    CHECK(plan.visitor.third_party_id->slot == 4);
    CHECK(plan.visitor.customer_ids.at(0).integration_code == "crm");
    CHECK(plan.visitor.customer_id_members == 6);
    CHECK(plan.context.property_token == 7);
    CHECK(plan.context.environment_id == 8);
    CHECK(plan.context.user_agent == 9);
    CHECK(plan.context.ip == 10);
    CHECK(plan.context.url == 11);
    CHECK(plan.event_time == 12);
    CHECK(plan.attributes.mapped.at(0).key == "\"tier\":");
    CHECK(plan.attributes.members == 14);
    CHECK(plan.attributes.rules.longest_value == 300);
    CHECK(plan.carrier == Carrier::page_load);
}

TEST_CASE("a mapping without the identifiers that a request needs makes no plan") {
    test::TestSpec update{"send_identifiers", "{}"};
    update.field("profile.tier");
    CHECK_THROWS_AS(update_plan(update.cpp(), {}, {}), sluice::Error);
    test::TestSpec delivery{"stream_attributes", "{}"};
    delivery.field("ecid").field("profile.tier");
    CHECK_THROWS_AS(delivery_plan(delivery.cpp(), {}, {}), sluice::Error);
}
