#include "bench_state.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

namespace {

constexpr std::string_view call =
    R"({"requestId":"r-1","impressionId":"i-1","id":{"marketingCloudVisitorId":"105"},)"
    R"("context":{"channel":"web"},"execute":{"mboxes":[)"
    R"({"index":0,"name":"m","profileParameters":{"tier":"gold"}},)"
    R"({"index":1,"name":"m","profileParameters":{"city":"Z\u00fcrich"}}]}})";

}  // namespace

TEST_CASE("a delivery makes the profile and answers with ids, edge and mboxes") {
    Bench bench;
    Request request = post_json(delivery_path, call);
    request.host = "mboxedge28.tt.omtrdc.net";
    const Answer answer = bench.ask(request);
    CHECK(answer.response.status == 200);
    const std::string_view text = answer.response.text();
    CHECK(has(text, R"({"status":200,"requestId":"r-1","client":"acme","id":{"tntId":")"));
    CHECK(has(
        text, R"(.28_0","marketingCloudVisitorId":"105"},"edgeHost":"mboxedge28.tt.omtrdc.net")"
    ));
    CHECK(has(text, R"("execute":{"mboxes":[{"index":0,"name":"m"},{"index":1,"name":"m"}]}})"));
    const std::string profile = bench.control("/_sandbox/profile?ecid=105");
    CHECK(has(profile, R"("tier":{"value":"gold")"));
    CHECK(has(profile, R"("city":{"value":"Zürich")"));
    const LedgerEntry entry = bench.state.ledger.entry(1);
    CHECK(entry.verdict.accepted);
    CHECK(entry.impression == "i-1");
    CHECK(entry.session == "s-1");
    CHECK(entry.attributes.size() == 2);
}

TEST_CASE("the edge comes from the host, else from the tntId, else from the settings") {
    Bench bench;
    CHECK(has(bench.ask(post_json(delivery_path, call)).response.text(), "mboxedge35"));
    const Answer own = bench.ask(
        post_json(delivery_path, R"({"context":{"channel":"web"},"id":{"tntId":"abc.41_7"}})")
    );
    CHECK(has(own.response.text(), R"("tntId":"abc.41_7"},"edgeHost":"mboxedge41)"));
}

TEST_CASE("a visitor without a name gets one, the same for a session") {
    Bench bench;
    const Request request = post_json(delivery_path, R"({"context":{"channel":"web"}})");
    const std::string first(bench.ask(request).response.text());
    CHECK(has(first, R"("tntId":")"));
    CHECK(bench.ask(request).response.text() == first);
}

TEST_CASE("a beacon is answered 204") {
    Bench bench;
    const Answer answer = bench.ask(post_json(
        delivery_path,
        R"({"context":{"channel":"web","beacon":true},"id":{"thirdPartyId":"new"},)"
        R"("execute":{"pageLoad":{"profileParameters":{"a":"1"}}}})"
    ));
    CHECK(answer.response.status == 204);
    CHECK(has(bench.control("/_sandbox/profile?third_party_id=new"), R"("a":{"value":"1")"));
}

TEST_CASE("the query and the type of a delivery are checked") {
    Bench bench;
    const auto status = [&bench](const Request& request) {
        return bench.ask(request).response.status;
    };
    CHECK(status(post_json("/rest/v1/delivery?sessionId=s", call)) == 400);
    CHECK(status(post_json("/rest/v1/delivery?client=acme", call)) == 400);
    CHECK(status(post_json("/rest/v1/delivery?client=acme&sessionId=a%20b", call)) == 400);
    CHECK(status(post_json("/rest/v1/delivery?client=acme&sessionId=%", call)) == 400);
    CHECK(status(post_form(delivery_path, call)) == 415);
    CHECK(status(get(delivery_path)) == 405);
    CHECK(status(post_json(delivery_path, call)) == 200);
}

TEST_CASE("a delivery needs no token even when profile calls do") {
    Settings settings;
    settings.require_profile_token = true;
    Bench bench(settings);
    CHECK(bench.ask(post_json(delivery_path, call)).response.status == 200);
}

TEST_CASE("too many requests of one session at once are answered 420") {
    Settings settings;
    settings.limits.session_requests = 2;
    Bench bench(settings);
    const Request request = post_json(delivery_path, call);
    const Answer first = respond(request, bench.state, noon);
    const Answer second = respond(request, bench.state, noon);
    const Answer third = respond(request, bench.state, noon);
    CHECK(first.response.status == 200);
    CHECK(second.response.status == 200);
    CHECK(third.response.status == 420);
    CHECK(has(third.response.text(), "Too many requests with same session ID"));
    finish(third, bench.state, Reply::sent);
    finish(first, bench.state, Reply::sent);
    CHECK(respond(request, bench.state, noon).response.status == 200);
    CHECK(has(bench.control("/_sandbox/counts"), R"("max_concurrent_per_session":3)"));
}
