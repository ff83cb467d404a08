// The destination from init to shutdown: what is open then, and what fails before.
#include "tests/unit/plugins/adobe_target/adobe.hpp"
#include "tests/unit/plugins/adobe_target/destination_instance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using sluice::Verdict;
using test::Adobe;
using test::all_are;
using test::check_one_verdict_each;
using test::Instance;
using test::none;
using test::reply;
using test::Update;

TEST_CASE("init succeeds with the far side down, and records are RETRY") {
    Update update{"http://127.0.0.1:" + std::to_string(support::refusing_port())};
    const auto results = update.deliver(10);
    check_one_verdict_each(results, 10);
    for (const auto& result : results) {
        CHECK(result.verdict == Verdict::retry);
        CHECK_FALSE(result.maybe_delivered);
        CHECK(result.requests == 0);
    }
    CHECK(update.instance->check() == SLUICE_E_UNAVAILABLE);
    CHECK(update.host.has_issue("", "unreachable"));
}

TEST_CASE("cancel answers the queued at once, ends what is under way, and shutdown returns though "
          "Adobe hangs") {
    test::Gate gate;
    Adobe adobe{[&](const std::string&) {
        gate.pass();
        return test::submitted;
    }};
    Update update{adobe.url(), std::string{none} + R"(,"connections":4)"};
    update.add(16);
    update.instance->send(update.records);
    REQUIRE(adobe.wait_for("/profile/update", 4));
    update.instance->cancel();
    update.instance->cancel();
    const auto results = update.host.wait_for(16);
    check_one_verdict_each(results, 16);
    std::size_t written = 0;
    for (const auto& result : results) {
        const bool is_written = result.verdict == Verdict::retry && result.maybe_delivered;
        CHECK((is_written || result.verdict == Verdict::cancelled));
        written += is_written ? 1U : 0U;
    }
    CHECK(written == 4);
    // What still comes is not tried.
    CHECK(update.deliver(2).back().verdict == Verdict::cancelled);
    update.instance->shutdown();
    check_one_verdict_each(update.host.wait_for(18), 18);
    gate.open();
}

TEST_CASE("shutdown alone answers every record that is still open") {
    test::Gate gate;
    Adobe adobe{[&](const std::string&) {
        gate.pass();
        return test::submitted;
    }};
    Update update{adobe.url()};
    update.add(200);
    update.instance->send(update.records);
    update.instance->shutdown();
    check_one_verdict_each(update.host.wait_for(200), 200);
    gate.open();
}

TEST_CASE("check proves the account, or reports what is wrong and where") {
    std::string answer = reply(
        404,
        R"({"status" : 404, "message" : "No profile found for client acme with third party id=x"})"
    );
    Adobe adobe{[&](const std::string&) { return answer; }};
    Update update{adobe.url()};
    CHECK(update.instance->check() == SLUICE_OK);
    CHECK(update.host.issues().empty());
    answer = reply(403, "");
    CHECK(update.instance->check() == SLUICE_E_AUTH);
    CHECK(update.host.has_issue("/config/profile_auth", "profile_token_refused"));
    update.instance->cancel();
    CHECK(update.instance->check() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("a configuration or mapping that cannot work fails at init, and leaves nothing behind") {
    const std::vector<std::pair<std::string, std::string>> bad{
        {R"({"client_code":"a.b","profile_auth":"none"})", "/config/client_code"},
        {R"({"client_code":"acme"})", "/config/tenant_id"},
        {R"({"client_code":"acme","profile_auth":"none","tls":{"ca_file":"/nowhere/ca.pem"}})",
         "/config"},
        {R"({"client_code":"acme","profile_auth":"none","proxy":"socks://x"})", "/config"}};
    for (const auto& [config, path] : bad) {
        test::TestHost host;
        test::TestSpec spec{"send_identifiers", config};
        spec.field("mbox3rdPartyId").field("profile.tier");
        Instance instance{host, spec};
        CHECK(instance.rc() == SLUICE_E_INVALID);
        REQUIRE(host.issues().size() == 1);
        CHECK(host.issues()[0].path == path);
    }
    test::TestHost host;
    test::TestSpec unmapped{"send_identifiers", R"({"client_code":"acme","profile_auth":"none"})"};
    CHECK(Instance{host, unmapped}.rc() == SLUICE_E_INVALID);
    test::TestSpec unknown{"bulk", R"({"client_code":"acme","profile_auth":"none"})"};
    CHECK(Instance{host, unknown}.rc() == SLUICE_E_INVALID);
}

TEST_CASE("instances come and go, and two live side by side") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Update lasting{adobe.url()};
    for (int i = 0; i < 10; ++i) {
        Update passing{adobe.url()};
        CHECK(all_are(passing.deliver(3), Verdict::delivered));
        CHECK(all_are(lasting.deliver(3), Verdict::delivered));
    }
}
