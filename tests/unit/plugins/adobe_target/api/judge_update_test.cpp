#include "adobe_target/api/judge_update.hpp"

#include <catch2/catch.hpp>

#include <string>

using adobe_target::AcceptedReplies;
using adobe_target::judge_update;
using adobe_target::Judgement;
using adobe_target::ReplyView;
using sluice::Verdict;
using Next = Judgement::Next;

namespace {

ReplyView reply(int status, std::string_view body = {}, std::string_view type = {}) {
    return {
        .status = status,
        .host = "acme.tt.omtrdc.net",
        .content_type = type,
        .body = body,
        .retry_after = {}};
}

constexpr std::string_view documented =
    "<response><success>true</success><pcId></pcId><message>Request successfully "
    "submitted</message></response>";

}  // namespace

TEST_CASE("Adobe's three ways to say yes are DELIVERED") {
    for (const ReplyView& yes :
         {reply(200, documented),
          reply(200, "trueRequest successfully submitted"),
          reply(204),
          reply(202, documented)}) {
        const Judgement judgement = judge_update(yes, AcceptedReplies::documented);
        CHECK(judgement.next == Next::finish);
        CHECK(judgement.outcome.verdict == Verdict::delivered);
    }
}

TEST_CASE("200 that says no is REJECTED with Adobe's message, even where any 2xx will do") {
    const std::string_view body =
        "<response><success>false</success><message>Profile is full</message></response>";
    for (const auto any : {AcceptedReplies::documented, AcceptedReplies::any_2xx}) {
        const Judgement judgement = judge_update(reply(200, body), any);
        CHECK(judgement.outcome.verdict == Verdict::rejected);
        CHECK(judgement.outcome.message == "acme.tt.omtrdc.net answered 200: Profile is full");
    }
}

TEST_CASE("200 with an HTML page is misrouted, even where any 2xx will do") {
    for (const auto any : {AcceptedReplies::documented, AcceptedReplies::any_2xx}) {
        const Judgement judgement = judge_update(reply(200, "<!doctype html>", "text/html"), any);
        CHECK(judgement.outcome.verdict == Verdict::retry);
        CHECK(judgement.outcome.whole_destination);
        CHECK(judgement.outcome.code == "misrouted");
    }
}

TEST_CASE("200 that says neither is not understood, unless any 2xx will do") {
    for (const std::string_view body : {"", "ok", "{}", "Request successfully submitted?"}) {
        CHECK(
            judge_update(reply(200, body), AcceptedReplies::documented).next == Next::not_understood
        );
        CHECK(
            judge_update(reply(200, body), AcceptedReplies::any_2xx).outcome.verdict ==
            Verdict::delivered
        );
    }
}

TEST_CASE("401 and 403 ask for a new profile token, else AUTH_FAILED that says where to mend it") {
    for (const int status : {401, 403}) {
        const Judgement judgement =
            judge_update(reply(status, "Forbidden"), AcceptedReplies::documented);
        CHECK(judgement.next == Next::renew_token);
        CHECK(judgement.outcome.verdict == Verdict::auth_failed);
        CHECK(judgement.outcome.code == "profile_token_refused");
        CHECK(judgement.outcome.vendor_code == status);
        CHECK(
            judgement.outcome.message.find("Administration > Implementation > Profile API") !=
            std::string::npos
        );
    }
}

TEST_CASE("every other status has the row that all calls share") {
    CHECK(judge_update(reply(404), AcceptedReplies::documented).outcome.code == "misrouted");
    CHECK(judge_update(reply(500), AcceptedReplies::any_2xx).outcome.code == "server_error");
    CHECK(judge_update(reply(400), AcceptedReplies::any_2xx).outcome.verdict == Verdict::rejected);
}
