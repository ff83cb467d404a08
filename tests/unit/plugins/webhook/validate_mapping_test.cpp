#include "tests/support/test_host.hpp"
#include "tests/support/test_spec.hpp"
#include "webhook/validate_mapping.hpp"

#include <catch2/catch.hpp>

TEST_CASE("everything that is wrong is reported at once, with its place") {
    test::TestHost host;
    test::TestSpec spec{
        "post", R"({"url":"ftp://a.example","tls":{"ca_file":"/nowhere/ca.pem"},"timeout":"1ms"})"};
    spec.field("field.tier").field("colour");
    sluice::Findings findings{host.host()};
    webhook::validate_mapping(findings, spec.cpp());
    CHECK(findings.errors() == 5);
    CHECK(host.has_issue("/action", "unknown_action"));
    CHECK(host.has_issue("/fields/1", "unknown_field"));
    CHECK(host.has_issue("/config/url", "bad_url"));
    CHECK(host.has_issue("/config/timeout", "out_of_range"));
    CHECK(host.has_issue("/config/tls/ca_file", "unreadable_ca_file"));
}

TEST_CASE("a good mapping has no findings") {
    test::TestHost host;
    test::TestSpec spec{"send", R"({"url":"https://a.example/{{id}}","body":{"t":"{{tier}}"}})"};
    spec.field("field.id").field("field.tier");
    sluice::Findings findings{host.host()};
    webhook::validate_mapping(findings, spec.cpp());
    CHECK(host.issues().empty());
}
