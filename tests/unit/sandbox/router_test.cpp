#include "bench_state.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

namespace {

const std::string_view form = "mbox3rdPartyId=crm-1&profile.a=1";

struct Case {
    const char* path;
    Kind kind;
};

}  // namespace

TEST_CASE("each path belongs to its kind") {
    const Case cases[] = {
        {"/ims/token/v3", Kind::ims_token},
        {"/t/target/clients/settings", Kind::admin_settings},
        {"/t/target/authentication/token", Kind::admin_token},
        {"/m2/acme/profile/update", Kind::profile_update},
        {"/rest/v1/delivery", Kind::delivery},
        {"/rest/v1/profiles/thirdPartyId/a", Kind::profile_fetch},
        {"/", Kind::unknown},
        {"/m2//profile/update", Kind::unknown},
        {"/m2/profile/update", Kind::unknown},
        {"/target/clients/settings", Kind::unknown},
        {"//target/clients/settings", Kind::unknown},
        {"/a/b/target/clients/settings", Kind::unknown},
    };
    for (const Case& c : cases) {
        CAPTURE(c.path);
        Bench bench;
        bench.ask(get(c.path));
        CHECK(bench.state.ledger.entry(1).kind == c.kind);
    }
}

TEST_CASE("a scripted error is written down as answered and as not applied") {
    Bench bench;
    bench.play(R"({"rules":[{"match":{"first":1},"then":{"status":503,"retry_after":2}}]})");
    const Answer answer = bench.ask(post_form(update_path, form));
    CHECK(answer.response.status == 503);
    CHECK(answer.response.headers == "Retry-After: 2\r\n");
    CHECK_FALSE(bench.state.ledger.entry(1).verdict.accepted);
    CHECK(bench.state.ledger.entry(1).verdict.scripted);
    CHECK(bench.state.ledger.entry(1).verdict.status == 503);
    bench.ask(post_form(update_path, form));
    CHECK(bench.state.ledger.entry(2).verdict.accepted);
}

TEST_CASE("an error may hide an update that took effect") {
    Bench bench;
    bench.play(R"({"rules":[{"then":{"status":500,"apply":true}}]})");
    bench.ask(post_form(update_path, form));
    CHECK(bench.state.ledger.entry(1).verdict.status == 500);
    CHECK(bench.state.ledger.entry(1).verdict.accepted);
    CHECK(has(bench.control("/_sandbox/profile?third_party_id=crm-1"), R"("a":{"value":"1")"));
}

TEST_CASE("a fault is handed to the server with the true reply and written down without a status") {
    Bench bench;
    bench.play(R"({"rules":[{"then":{"reset":"half_reply","delay_ms":7}}]})");
    const Answer answer = bench.ask(post_form(update_path, form));
    CHECK(answer.fault == Fault::half_reply);
    CHECK(answer.delay == std::chrono::milliseconds{7});
    CHECK(has(answer.response.text(), "<success>true</success>"));
    CHECK(bench.state.ledger.entry(1).verdict.status == 0);
    CHECK(bench.state.ledger.entry(1).verdict.accepted);
}

TEST_CASE("the fixed delay holds where no rule says otherwise") {
    Settings settings;
    settings.delay = std::chrono::milliseconds{50};
    Bench bench(settings);
    bench.play(R"({"rules":[{"match":{"first":1},"then":{"delay_ms":0}}]})");
    CHECK(bench.ask(post_form(update_path, form)).delay.count() == 0);
    CHECK(bench.ask(post_form(update_path, form)).delay.count() == 50);
    CHECK(bench.ask(get("/_sandbox/counts")).delay.count() == 0);
}

TEST_CASE("401 until refreshed ends when the client got a new token") {
    Settings settings;
    settings.require_profile_token = true;
    Bench bench(settings);
    bench.play(
        R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":401,"until_token_refreshed":true}}]})"
    );
    const std::string authorization = "Bearer " + bench.state.tokens.profile_token();
    Request update = post_form(update_path, form);
    update.authorization = authorization;
    CHECK(bench.ask(update).response.status == 401);
    CHECK(bench.ask(update).response.status == 401);
    const std::string ims = "Bearer " + bench.state.tokens.issue_ims(noon);
    Request fetch = get("/t/target/authentication/token?authorizationScope=profile_api");
    fetch.authorization = ims;
    fetch.api_key = "sandbox-id";
    CHECK(bench.ask(fetch).response.status == 200);
    CHECK(bench.ask(update).response.status == 200);
}

TEST_CASE("a lost reply is not marked as replied") {
    Bench bench;
    const Answer answer = respond(post_form(update_path, form), bench.state, noon);
    CHECK(has(bench.control("/_sandbox/counts"), R"("running":1)"));
    finish(answer, bench.state, Reply::lost);
    CHECK(has(bench.control("/_sandbox/counts"), R"("running":0)"));
    CHECK_FALSE(bench.state.ledger.entry(1).replied);
}

TEST_CASE("above the capacity requests are refused and change nothing, until a place is free") {
    for (const int status : {429, 503}) {
        Settings settings;
        settings.capacity = 2;
        settings.over_capacity = status;
        Bench bench(settings);
        const Request update = post_form(update_path, "mbox3rdPartyId=crm-1&profile.a=1");
        const Answer first = respond(update, bench.state, noon);
        const Answer second = respond(update, bench.state, noon);
        const Answer third = respond(update, bench.state, noon);
        CHECK(first.response.status == 200);
        CHECK(second.response.status == 200);
        CHECK(third.response.status == status);
        CHECK(has(bench.control("/_sandbox/counts"), R"("requests":3,"accepted":2)"));
        // Who was refused had no place to give back.
        finish(third, bench.state, Reply::sent);
        CHECK(bench.ask(update).response.status == status);
        finish(first, bench.state, Reply::lost);
        CHECK(bench.ask(update).response.status == 200);
        CHECK(bench.ask(update).response.status == 200);
    }
}
