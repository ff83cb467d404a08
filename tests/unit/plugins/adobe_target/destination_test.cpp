#include "adobe_target/destination.hpp"
#include "tests/support/form.hpp"
#include "tests/unit/plugins/adobe_target/adobe.hpp"
#include "tests/unit/plugins/adobe_target/destination_instance.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <set>
#include <string>
#include <vector>

// What add_destination_plugin() embeds in the module.
const char sluice_manifest_v1[] = "{}";

using sluice::Verdict;
using test::Adobe;
using test::all_are;
using test::check_one_verdict_each;
using test::Instance;
using test::none;
using test::reply;
using test::Update;

TEST_CASE("every record gets one verdict, and every request is the one of the specification") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Update update{adobe.url(), std::string{none} + R"(,"connections":8)"};
    const auto results = update.deliver(500);
    check_one_verdict_each(results, 500);
    CHECK(all_are(results, Verdict::delivered));
    std::set<std::string> ids;
    for (const std::string& request : adobe.requests()) {
        REQUIRE(request.starts_with(
            "POST /m2/acme/profile/update HTTP/1.1\r\nHost: acme.tt.omtrdc.net\r\n"
        ));
        REQUIRE(
            request.find("Content-Type: application/x-www-form-urlencoded\r\n") != std::string::npos
        );
        REQUIRE(request.find("Authorization") == std::string::npos);
        const auto pairs =
            form::parse(std::string_view{request}.substr(request.find("\r\n\r\n") + 4));
        REQUIRE(pairs.at("profile.tier") == "gold & more");
        ids.insert(pairs.at("mbox3rdPartyId"));
    }
    CHECK(ids.size() == 500);
    CHECK(update.instance->limits().max_in_flight == 32);
    CHECK(update.instance->limits().max_batch_records == 32);
}

TEST_CASE("a connection lost after the request was written may have delivered it") {
    Adobe adobe{[](const std::string&) { return std::string{}; }};
    Update update{adobe.url()};
    const auto results = update.deliver(5);
    check_one_verdict_each(results, 5);
    for (const auto& result : results) {
        CHECK(result.verdict == Verdict::retry);
        CHECK(result.maybe_delivered);
        CHECK(result.requests == 1);
    }
}

TEST_CASE("a record that Adobe would refuse is rejected without a request, and others go on") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Update update{adobe.url()};
    update.records.add({slots::text("a+b"), slots::text("gold")});
    update.records.add({slots::text("crm-1"), slots::text("")});
    update.records.add({slots::text("crm-2"), slots::text("gold")});
    update.instance->send(update.records);
    auto results = update.host.wait_for(3);
    std::sort(results.begin(), results.end(), [](const auto& a, const auto& b) {
        return a.token < b.token;
    });
    REQUIRE(results.size() == 3);
    CHECK(results[0].code == "bad_identifier");
    CHECK(results[0].field == 0);
    CHECK(results[1].code == "nothing_to_send");
    CHECK(results[2].verdict == Verdict::delivered);
    CHECK(adobe.requests().size() == 1);
    CHECK(update.host.metric("empty_attributes_dropped") == 1);
    update.instance->shutdown();
    CHECK(
        update.host.log().find("attribute left out attribute tier empty 1 refused 0") !=
        std::string::npos
    );
}

TEST_CASE("Adobe's words reach the rejects, without what they echo of the visitor") {
    Adobe adobe{[](const std::string&) {
        return reply(
            400,
            R"({"status":400,"message":"Bad value gold%20%26%20more or gold & more for crm-0"})"
        );
    }};
    Update update{adobe.url()};
    const auto results = update.deliver(1);
    CHECK(results[0].verdict == Verdict::rejected);
    CHECK(results[0].vendor_code == 400);
    CHECK(results[0].message == "acme.tt.omtrdc.net answered 400: Bad value *** or *** for ***");
}

TEST_CASE("three replies in a row that say neither pause the destination, one that does begins anew"
) {
    std::atomic<bool> is_clear{false};
    Adobe adobe{
        [&](const std::string&) { return is_clear ? test::submitted : reply(200, "whatever"); }};
    Update update{adobe.url(), std::string{none} + R"(,"connections":1)"};
    const auto first = update.deliver(3);
    CHECK_FALSE(first[0].whole_destination);
    CHECK_FALSE(first[1].whole_destination);
    CHECK(first[2].whole_destination);
    CHECK(all_are(first, Verdict::retry));
    CHECK(first[2].code == "reply_not_understood");
    is_clear = true;
    CHECK(update.deliver(1).back().verdict == Verdict::delivered);
    is_clear = false;
    CHECK_FALSE(update.deliver(1).back().whole_destination);
}

TEST_CASE("429 pauses the whole destination for as long as Adobe asks") {
    Adobe adobe{[](const std::string&) { return reply(429, "", "Retry-After: 17\r\n"); }};
    Update update{adobe.url()};
    const auto results = update.deliver(1);
    CHECK(results[0].whole_destination);
    CHECK(results[0].retry_after == std::chrono::seconds{17});
}

TEST_CASE("attributes are streamed to the visitor's edge, and oddities of the replies are counted"
) {
    Adobe adobe{[](const std::string&) {
        return reply(
            200,
            R"({"status":200,"edgeHost":"mboxedge28.tt.omtrdc.net","execute":{"mboxes":[{"index":0,"options":[{}]}]}})",
            "Content-Type: application/json\r\n"
        );
    }};
    test::TestHost host;
    test::TestSpec spec{"stream_attributes", test::config_at(adobe.url(), none)};
    spec.field("ecid")
        .field("session_id")
        .field("edge_number")
        .field("profile.tier")
        .field("event_time");
    Instance instance{host, spec};
    REQUIRE(instance.rc() == SLUICE_OK);
    test::Records records;
    const auto now = slots::text("2026-08-19T10:00:00Z");
    records.add(
        {slots::text("10527837386392355901041112038610706884"),
         slots::text("s#1"),
         slots::number("35"),
         slots::text("a+b\"é"),
         now}
    );
    records.add({slots::text("12"), slots::text("s#1"), slots::number("35"), slots::text("x"), now}
    );
    records.add(
        {slots::text("13"),
         slots::text("s#2"),
         slots::number("35"),
         slots::text("x"),
         slots::text("2026-08-19T09:30:00Z")}
    );
    instance.send(records);
    auto results = host.wait_for(3);
    check_one_verdict_each(results, 3);
    std::sort(results.begin(), results.end(), [](const auto& a, const auto& b) {
        return a.token < b.token;
    });
    CHECK(results[0].verdict == Verdict::delivered);
    CHECK(results[1].verdict == Verdict::delivered);
    CHECK(results[2].code == "stale_session");
    const auto requests = adobe.requests();
    REQUIRE(requests.size() == 2);
    const auto first =
        std::find_if(requests.begin(), requests.end(), [](const std::string& request) {
            return request.find("10527837386392355901041112038610706884") != std::string::npos;
        });
    REQUIRE(first != requests.end());
    CHECK(first->starts_with("POST /rest/v1/delivery?client=acme&sessionId=s%231 HTTP/1.1\r\nHost: "
                             "mboxedge35.tt.omtrdc.net\r\n"));
    CHECK(first->find("Content-Type: application/json\r\n") != std::string::npos);
    const auto json = boost::json::parse(first->substr(first->find("\r\n\r\n") + 4));
    CHECK(json.at_pointer("/execute/mboxes/0/profileParameters/tier").as_string() == "a+b\"é");
    CHECK(host.metric("activities_served") == 2);
    CHECK(host.metric("edges_moved") == 2);
    CHECK(host.metric("billable_calls") == 2);
    CHECK(host.metric("unusual_ecids") == 1);
    CHECK(host.metric("session_clashes") == 1);
    const std::string log = host.log();
    CHECK(log.find("another edge") == log.rfind("another edge"));
    CHECK(log.find("s#1") == std::string::npos);
}

TEST_CASE("connections are kept, as many as configured and no more") {
    Adobe adobe{[](const std::string&) { return test::submitted; }};
    Update update{adobe.url(), std::string{none} + R"(,"connections":3)"};
    for (int i = 0; i < 10; ++i) {
        update.deliver(12);
    }
    CHECK(adobe.requests().size() == 120);
    CHECK(adobe.connections() <= 3);
}
