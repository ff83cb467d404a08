#include "bench_state.hpp"
#include "tests/sandbox/control.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

TEST_CASE("control calls are neither counted nor written down") {
    Bench bench;
    bench.control("/_sandbox/counts");
    CHECK(has(bench.control("/_sandbox/counts"), R"("requests":0)"));
    CHECK(bench.control("/_sandbox/ledger") == R"({"entries":[],"next":null})");
}

TEST_CASE("an unknown endpoint and a wrong method are said so") {
    Bench bench;
    CHECK(bench.ask(get("/_sandbox/nothing")).response.status == 404);
    CHECK(bench.ask(get("/_sandbox/reset")).response.status == 405);
}

TEST_CASE("a script is replaced, and a wrong one leaves the old in place") {
    Bench bench;
    const Request update = post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1");
    const std::string_view rule = R"({"rules":[{"then":{"status":503}}]})";
    CHECK(bench.ask(post_json("/_sandbox/script", rule)).response.status == 200);
    CHECK(bench.ask(update).response.status == 503);
    const Answer wrong = bench.ask(post_json("/_sandbox/script", R"({"rules":[{"x":1}]})"));
    CHECK(wrong.response.status == 400);
    CHECK(has(wrong.response.text(), "rules[0]"));
    CHECK(bench.ask(update).response.status == 503);
    CHECK(has(bench.control("/_sandbox/counts"), R"("rules":[{"seen":2,"used":2}])"));
    bench.ask(post_json("/_sandbox/script", R"({"rules":[]})"));
    CHECK(bench.ask(update).response.status == 200);
}

TEST_CASE("profiles are made, shown and refused") {
    Bench bench;
    CHECK(
        bench.ask(post("/_sandbox/profiles", "", R"({"ecid":"7","attributes":{"a":"b"}})"))
            .response.status == 200
    );
    CHECK(has(bench.control("/_sandbox/profile?ecid=7"), R"("a":{"value":"b")"));
    CHECK(bench.ask(get("/_sandbox/profile?ecid=8")).response.status == 404);
    CHECK(bench.ask(get("/_sandbox/profile")).response.status == 404);
    CHECK(bench.ask(post("/_sandbox/profiles", "", "x")).response.status == 400);
}

TEST_CASE("a reset brings back what the program was started with") {
    Bench bench;
    bench.state.start.seed_prefix = "start-";
    bench.state.start.seed_count = 1;
    bench.state.start.profile_lines = R"({"ecid":"7"})";
    bench.play(R"({"rules":[{"match":{"path":"/nothing"},"then":{"status":500}}]})");
    bench.ask(get("/nothing"));
    CHECK(bench.ask(post("/_sandbox/reset?what=other", "", "")).response.status == 400);
    CHECK(bench.ask(post("/_sandbox/reset", "", "")).response.status == 200);
    CHECK(bench.ask(get("/_sandbox/profile?third_party_id=crm-1")).response.status == 404);
    CHECK(bench.ask(get("/_sandbox/profile?third_party_id=start-0")).response.status == 200);
    CHECK(bench.ask(get("/_sandbox/profile?ecid=7")).response.status == 200);
    CHECK(has(bench.control("/_sandbox/counts"), R"("rules":[],"requests":0)"));
    CHECK(bench.control("/_sandbox/ledger") == R"({"entries":[],"next":null})");
}

TEST_CASE("a reset of one part leaves the others") {
    Bench bench;
    bench.ask(get("/nothing"));
    bench.ask(post("/_sandbox/reset?what=profiles", "", ""));
    CHECK(has(bench.control("/_sandbox/counts"), R"("requests":1)"));
    bench.ask(post("/_sandbox/reset?what=ledger", "", ""));
    CHECK(has(bench.control("/_sandbox/counts"), R"("requests":0)"));
}

TEST_CASE("NDJSON pages name the next one in a header") {
    Bench bench;
    bench.ask(get("/nothing"));
    bench.ask(get("/nothing"));
    const Answer page = bench.ask(get("/_sandbox/ledger?format=ndjson&limit=1"));
    CHECK(page.response.headers == "Sandbox-Next: 1\r\n");
    CHECK(bench.ask(get("/_sandbox/ledger?format=ndjson&after=1")).response.headers.empty());
}

TEST_CASE("with a light ledger there are counts only") {
    Settings settings;
    settings.detail = Detail::light;
    Bench bench(settings);
    bench.ask(post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1"));
    bench.ask(post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1"));
    CHECK(bench.ask(get("/_sandbox/ledger")).response.status == 409);
    CHECK(bench.ask(get("/_sandbox/duplicates")).response.status == 409);
    const std::string counts = bench.control("/_sandbox/counts");
    CHECK(has(counts, R"("light":true)"));
    CHECK(has(counts, R"("accepted":2,"scripted":0,"unique_ids":1)"));
    CHECK(has(counts, R"("repeated_accepted":1)"));
}

TEST_CASE("the profile token that expires is handed out on, and refused") {
    Bench bench;
    const std::string token = bench.state.tokens.profile_token();
    bench.ask(post("/_sandbox/expire", "", ""));
    CHECK(bench.state.tokens.profile_token() == token);
    CHECK_FALSE(bench.state.tokens.is_valid_profile_token(token, noon));
}

TEST_CASE("revoke and stop do what they say") {
    Bench bench;
    const std::string token = bench.state.tokens.issue_ims(noon);
    CHECK(bench.ask(post("/_sandbox/revoke?what=x", "", "")).response.status == 400);
    bench.ask(post("/_sandbox/revoke?what=profile", "", ""));
    CHECK(bench.state.tokens.is_valid_ims(token, noon));
    bench.ask(post("/_sandbox/revoke", "", ""));
    CHECK_FALSE(bench.state.tokens.is_valid_ims(token, noon));
    CHECK_FALSE(bench.state.stop_requested);
    bench.ask(post("/_sandbox/stop", "", ""));
    CHECK(bench.state.stop_requested);
}

TEST_CASE("the capacity is changed and lifted while it runs") {
    Bench bench;
    const Request update = post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1");
    CHECK(bench.ask(post("/_sandbox/capacity?most=1", "", "")).response.status == 200);
    const Answer first = respond(update, bench.state, noon);
    CHECK(first.response.status == 200);
    CHECK(bench.ask(update).response.status == 429);
    CHECK(bench.ask(post("/_sandbox/capacity?most=many", "", "")).response.status == 400);
    CHECK(bench.ask(update).response.status == 429);
    CHECK(bench.ask(post("/_sandbox/capacity?most=0", "", "")).response.status == 200);
    CHECK(bench.ask(update).response.status == 200);
    finish(first, bench.state, Reply::sent);
}
