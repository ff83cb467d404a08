#include "bench_state.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

namespace {

const std::string submitted = "<response><success>true</success><pcId></pcId>"
                              "<message>Request successfully submitted</message></response>";

struct Case {
    std::string form;
    int status;
};

}  // namespace

TEST_CASE("an update of a known profile is accepted, decoded and answered with Adobe's XML") {
    Bench bench;
    const Answer answer = bench.ask(post_form(
        update_path,
        "mbox3rdPartyId=crm-1&profile.tier=gold&profile.x=a%2Bb%26c%3Dd%23e%2520f%2F%C3%A9%0D%0A"
    ));
    CHECK(answer.response.status == 200);
    CHECK(answer.response.text() == submitted);
    const LedgerEntry entry = bench.state.ledger.entry(1);
    CHECK(entry.verdict.accepted);
    CHECK(entry.keys.third_party == "crm-1");
    REQUIRE(entry.attributes.size() == 2);
    CHECK(entry.attributes[1].value == "a+b&c=d#e%20f/é\r\n");
    CHECK(has(bench.control("/_sandbox/profile?third_party_id=crm-1"), R"("tier":{"value":"gold")")
    );
}

TEST_CASE("an unknown profile is answered alike, but nothing is accepted") {
    Bench bench;
    const Answer answer =
        bench.ask(post_form(update_path, "mbox3rdPartyId=nobody&profile.tier=gold"));
    CHECK(answer.response.text() == submitted);
    CHECK_FALSE(bench.state.ledger.entry(1).verdict.accepted);
    CHECK(bench.ask(get("/_sandbox/profile?third_party_id=nobody")).response.status == 404);
}

TEST_CASE("--create-on-update makes the profile") {
    Settings settings;
    settings.create_on_update = true;
    Bench bench(settings);
    bench.ask(post_form(update_path, "mbox3rdPartyId=nobody&profile.tier=gold"));
    CHECK(bench.state.ledger.entry(1).verdict.accepted);
}

TEST_CASE("GET with a query and POST with query and empty body work too") {
    Bench bench;
    const std::string target = std::string(update_path) + "?mbox3rdPartyId=crm-1&profile.a=1";
    bench.ask(get(target));
    bench.ask(post(target, "", ""));
    CHECK(bench.state.ledger.entry(1).verdict.accepted);
    CHECK(bench.state.ledger.entry(2).verdict.accepted);
}

TEST_CASE("an update without a value is no change") {
    Bench bench;
    bench.ask(post_form(update_path, "mbox3rdPartyId=crm-1&profile.a="));
    bench.ask(post_form(update_path, "mbox3rdPartyId=crm-1"));
    CHECK_FALSE(bench.state.ledger.entry(1).verdict.accepted);
    CHECK_FALSE(bench.state.ledger.entry(2).verdict.accepted);
}

TEST_CASE("a broken update is refused") {
    const Case cases[] = {
        {"profile.a=1", 400},
        {"mbox3rdPartyId=&profile.a=1", 400},
        {"mbox3rdPartyId=crm-1&mboxPC=a.1_0&profile.a=1", 400},
        {"mbox3rdPartyId=crm-1&mbox3rdPartyId=crm-2&profile.a=1", 400},
        {"mbox3rdPartyId=a%2Bb&profile.a=1", 400},
        {"mbox3rdPartyId=" + std::string(257, 'x') + "&profile.a=1", 400},
        {"mboxPC=nodot&profile.a=1", 400},
        {"mbox3rdPartyId=crm-1&profile.=1", 400},
        {"mbox3rdPartyId=crm-1&profile.a=1&profile.a=2", 400},
        {"mbox3rdPartyId=crm-1&profile." + std::string(129, 'n') + "=1", 400},
        {"mbox3rdPartyId=crm-1&profile.a=50%", 400},
        {"mbox3rdPartyId=crm-1&profile.a=" + std::string(61440, 'x'), 413},
    };
    for (const Case& c : cases) {
        CAPTURE(c.form.substr(0, 80));
        Bench bench;
        const Answer answer = bench.ask(post_form(update_path, c.form));
        CHECK(answer.response.status == c.status);
        CHECK(has(answer.response.text(), "<success>false</success>"));
        CHECK_FALSE(bench.state.ledger.entry(1).verdict.accepted);
    }
}

TEST_CASE("the wrong method, size, type and client are refused") {
    Settings settings;
    settings.client_code = "acme";
    Bench bench(settings);
    Request request = post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1");
    CHECK(bench.ask(request).response.status == 200);
    request.method = "PUT";
    CHECK(bench.ask(request).response.status == 405);
    CHECK(bench.ask(post_json(update_path, "{}")).response.status == 415);
    const std::string longest =
        std::string(update_path) + "?mbox3rdPartyId=crm-1&profile.a=" + std::string(8192, 'x');
    CHECK(bench.ask(get(longest)).response.status == 414);
    CHECK(bench.ask(get("/m2/other/profile/update?mbox3rdPartyId=crm-1")).response.status == 404);
}

TEST_CASE("a parameter that is no attribute is kept apart") {
    Bench bench;
    bench.ask(post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=x&y=1"));
    const LedgerEntry entry = bench.state.ledger.entry(1);
    REQUIRE(entry.others.size() == 1);
    CHECK(entry.others[0].name == "y");
    CHECK(entry.attributes.size() == 1);
}

TEST_CASE("with authentication on, only the current profile token passes") {
    Settings settings;
    settings.require_profile_token = true;
    Bench bench(settings);
    Request request = post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1");
    CHECK(bench.ask(request).response.status == 403);
    const std::string authorization = "Bearer " + bench.state.tokens.profile_token();
    request.authorization = authorization;
    CHECK(bench.ask(request).response.status == 200);
    bench.ask(post("/_sandbox/revoke?what=profile", "", ""));
    CHECK(bench.ask(request).response.status == 403);
}
