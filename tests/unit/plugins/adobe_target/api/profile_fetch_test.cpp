#include "adobe_target/api/profile_fetch.hpp"

#include <catch2/catch.hpp>

#include <string>

using adobe_target::judge_profile_fetch;
using adobe_target::profile_fetch_target;
using adobe_target::ReplyView;
using sluice::Verdict;

namespace {

ReplyView reply(int status, std::string_view body = {}) {
    return {
        .status = status,
        .host = "acme.tt.omtrdc.net",
        .content_type = {},
        .body = body,
        .retry_after = {}};
}

}  // namespace

TEST_CASE("the address holds the id as one segment") {
    CHECK(
        profile_fetch_target("a/b?c", "acme") ==
        "/rest/v1/profiles/thirdPartyId/a%2Fb%3Fc?client=acme"
    );
}

TEST_CASE("the documented 404 that names the client code proves host, client code and token") {
    CHECK_FALSE(judge_profile_fetch(
        reply(
            404,
            R"({"status" : 404, "message" : "No profile found for client acme with third party id=x"})"
        ),
        "acme"
    ));
    CHECK_FALSE(
        judge_profile_fetch(reply(200, R"({"client":"acme","profileAttributes":{}})"), "acme")
    );
}

TEST_CASE("every other 404 and every other 200 is somebody else's") {
    for (const ReplyView& other :
         {reply(404),
          reply(404, "<html>"),
          reply(404, R"({"status":404,"message":"No profile found for client other with"})"),
          reply(404, R"({"message":"No profile found for client acmesub with third party id=x"})"),
          reply(200, "{}"),
          reply(204),
          reply(302),
          reply(200, "trueRequest successfully submitted")}) {
        const auto outcome = judge_profile_fetch(other, "acme");
        REQUIRE(outcome);
        CHECK(outcome->code == "misrouted");
    }
}

TEST_CASE("401 and 403 speak of the profile token") {
    const auto outcome = judge_profile_fetch(reply(403), "acme");
    REQUIRE(outcome);
    CHECK(outcome->verdict == Verdict::auth_failed);
    CHECK(judge_profile_fetch(reply(500), "acme")->code == "server_error");
}

TEST_CASE("a 400 points to the client code, for all else in the request is ours") {
    const auto outcome = judge_profile_fetch(
        reply(400, R"({"status":400,"message":"Invalid client code"})"), "acmee"
    );
    REQUIRE(outcome);
    CHECK(outcome->message.find("client_code") != std::string::npos);
    CHECK(outcome->message.find("Account details") != std::string::npos);
}
