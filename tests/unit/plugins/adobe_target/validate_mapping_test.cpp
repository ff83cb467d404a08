#include "adobe_target/validate_mapping.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/test_host.hpp"
#include "tests/support/test_spec.hpp"

#include <catch2/catch.hpp>

#include <string>

using adobe_target::validate_mapping;
using test::TestHost;
using test::TestSpec;

namespace {

const std::string config = R"({"client_code":"acme","profile_auth":"none"})";

std::size_t validate(TestHost& host, TestSpec& spec) {
    sluice::Findings findings{host.host()};
    validate_mapping(findings, spec.cpp());
    return findings.errors();
}

}  // namespace

TEST_CASE("a good mapping of each action has no error") {
    TestHost host;
    TestSpec update{"send_identifiers", config};
    update.field("mbox3rdPartyId", SLUICE_FF_MANY).field("profile.tier").field("profile.*");
    CHECK(validate(host, update) == 0);
    CHECK(host.issues().empty());

    TestSpec delivery{"stream_attributes", config};
    delivery.field("ecid")
        .field("session_id")
        .field("edge_number")
        .field("profile.tier")
        .field("event_time");
    CHECK(validate(host, delivery) == 0);
    CHECK(host.issues().empty());
}

TEST_CASE("mandatory fields are missed by the names that operators know") {
    TestHost host;
    TestSpec spec{"stream_attributes", config};
    spec.field("profile.tier").field("event_time");
    CHECK(validate(host, spec) == 3);
    std::string all;
    for (const auto& issue : host.issues()) {
        all += issue.message + "\n";
    }
    CHECK(all.find("ECID") != std::string::npos);
    CHECK(all.find("Adobe Target Session ID") != std::string::npos);
    CHECK(all.find("Mbox Edge Number") != std::string::npos);
}

TEST_CASE("a tntId stands in for the edge number") {
    TestHost host;
    TestSpec spec{"stream_attributes", config};
    spec.field("ecid").field("session_id").field("tntId").field("profile.tier").field("event_time");
    CHECK(validate(host, spec) == 0);
}

TEST_CASE("send_identifiers wants exactly one identifier") {
    TestHost neither;
    TestSpec none{"send_identifiers", config};
    none.field("profile.tier");
    CHECK(validate(neither, none) == 1);
    CHECK(neither.has_issue("/fields", "missing_identifier"));
    TestHost both;
    TestSpec two{"send_identifiers", config};
    two.field("profile.tier").field("mboxPC").field("mbox3rdPartyId");
    CHECK(validate(both, two) == 1);
    CHECK(both.has_issue("/fields", "two_identifiers"));
}

TEST_CASE("an update that could change nothing is an error, unless an audience is configured") {
    TestHost host;
    TestSpec update{"send_identifiers", config};
    update.field("mbox3rdPartyId");
    CHECK(validate(host, update) == 1);
    CHECK(host.has_issue("/fields", "nothing_to_send"));

    TestSpec audience{"send_identifiers", config, R"({"audience":{"name":"vip"}})"};
    audience.field("mbox3rdPartyId");
    CHECK(validate(host, audience) == 0);

    TestSpec delivery{"stream_attributes", config};
    delivery.field("ecid").field("session_id").field("edge_number").field("event_time");
    CHECK(validate(host, delivery) == 1);
}

TEST_CASE("an audience with an empty exit is an error, one beside attributes a warning") {
    TestHost host;
    TestSpec empty{"send_identifiers", config, R"({"audience":{"name":"vip","exit":""}})"};
    empty.field("mbox3rdPartyId");
    CHECK(validate(host, empty) == 1);
    CHECK(host.has_issue("/options/audience/exit", "empty_audience"));
    TestSpec both{"send_identifiers", config, R"({"audience":{"name":"vip"}})"};
    both.field("mbox3rdPartyId").field("profile.tier");
    CHECK(validate(host, both) == 0);
    CHECK(host.has_issue("/options/audience", "audience_not_entered"));
}

TEST_CASE("customer ids beside mbox3rdPartyId need the option that says so") {
    TestHost host;
    const auto spec_of = [](const std::string& options) {
        auto spec = std::make_unique<TestSpec>("stream_attributes", config, options);
        spec->field("ecid")
            .field("session_id")
            .field("edge_number")
            .field("profile.x")
            .field("event_time");
        spec->field("mbox3rdPartyId").field("customer_ids.crm");
        return spec;
    };
    CHECK(validate(host, *spec_of("{}")) == 1);
    CHECK(host.has_issue("/fields", "two_kinds_of_id"));
    CHECK(validate(host, *spec_of(R"({"allow_both_ids":true})")) == 0);
}

TEST_CASE("without an event time there is a warning that sessions die") {
    TestHost host;
    TestSpec spec{"stream_attributes", config};
    spec.field("ecid").field("session_id").field("edge_number").field("profile.x");
    CHECK(validate(host, spec) == 0);
    CHECK(host.has_issue("/fields", "no_event_time"));
}

TEST_CASE("settings, options and mapping are all found wanting at once") {
    TestHost host;
    TestSpec spec{
        "send_identifiers",
        R"({"client_code":"a.b","connections":0,"tls":{"ca_file":"/nowhere/ca.pem"},"endpoints":{"ims":"ftp://x"}})",
        R"({"audience":{"name":"user.x","exit":""}})"};
    spec.field("mbox3rdPartyID").field("profile.mobile").field("profile.tier", SLUICE_FF_MANY);
    CHECK(validate(host, spec) == 13);
    for (const auto& issue : host.issues()) {
        CAPTURE(issue.message);
        CHECK(issue.message.find("xpected") != std::string::npos);
        CHECK(issue.message.find("found") != std::string::npos);
    }
    CHECK(host.has_issue("/config/client_code", "bad_client_code"));
    CHECK(host.has_issue("/config/tls/ca_file", "unreadable_ca_file"));
    CHECK(host.has_issue("/config/client_secret", "missing_setting"));
    CHECK(host.has_issue("/fields/0", "unknown_field"));
    CHECK(host.has_issue("/fields/1", "bad_name"));
    CHECK(host.has_issue("/fields/2", "several_values"));
}

TEST_CASE("an unusual client code is a warning, an unknown action an error") {
    TestHost host;
    TestSpec spec{"send_identifiers", R"({"client_code":"Acme-1","profile_auth":"none"})"};
    spec.field("mboxPC").field("profile.x");
    CHECK(validate(host, spec) == 0);
    CHECK(host.has_issue("/config/client_code", "unusual_client_code"));
    TestSpec other{"bulk", config};
    CHECK(validate(host, other) == 1);
    CHECK(host.has_issue("/action", "unknown_action"));
}
