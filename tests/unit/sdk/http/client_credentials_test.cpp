#include "tests/support/form.hpp"

#include <sluice/http/client_credentials.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace sluice::http;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;

namespace {

sluice::Result<sluice::Token, sluice::Outcome>
judged(int status, std::string body, std::string retry_after = "") {
    Reply reply;
    reply.status = status;
    reply.body = std::move(body);
    reply.retry_after = std::move(retry_after);
    return judge_token_reply(reply, "login.example.com", {});
}

}  // namespace

TEST_CASE("the form holds what is configured, and a secret with odd bytes stays one value") {
    ClientCredentials credentials;
    credentials.client_id = "id&1";
    const auto bare = form::parse(token_form(credentials, "s=&+ 1"));
    CHECK(bare.at("grant_type") == "client_credentials");
    CHECK(bare.at("client_id") == "id&1");
    CHECK(bare.at("client_secret") == "s=&+ 1");
    CHECK(bare.size() == 3);
    credentials.scope = "read write";
    credentials.more.emplace_back("audience", "https://api.example.com");
    const auto whole = form::parse(token_form(credentials, "s"));
    CHECK(whole.at("scope") == "read write");
    CHECK(whole.at("audience") == "https://api.example.com");
}

TEST_CASE("a token is taken with its life, or without one") {
    const auto token = judged(200, R"({"access_token":"abc","expires_in":3600})");
    REQUIRE(token);
    CHECK(token->value == "abc");
    CHECK(token->life == std::chrono::seconds{3600});
    CHECK_FALSE(judged(200, R"({"access_token":"abc"})")->life);
    CHECK_FALSE(judged(200, R"({"access_token":"abc","expires_in":"x"})")->life);
}

TEST_CASE("refused credentials are AUTH_FAILED, an endpoint that is down is not") {
    for (const int status : {400, 401, 403}) {
        CHECK(
            judged(status, R"({"error":"invalid_client"})").error().verdict == Verdict::auth_failed
        );
    }
    for (const int status : {408, 429, 500, 503}) {
        const auto outcome = judged(status, "", "7").error();
        CHECK(outcome.verdict == Verdict::retry);
        CHECK(outcome.whole_destination);
        CHECK(outcome.retry_after == std::chrono::seconds{7});
        CHECK(outcome.code == "token_unavailable");
    }
}

TEST_CASE("what is no token is never sent as one") {
    for (const std::string body :
         {"",
          "[]",
          "<html>",
          R"({"access_token":17})",
          R"({"access_token":""})",
          R"({"access_token":"a\r\nX: b"})",
          R"({"access_token":"a b"})"}) {
        const auto outcome = judged(200, body).error();
        CHECK(outcome.code == "token_misrouted");
        CHECK(outcome.whole_destination);
    }
    CHECK(judged(302, "").error().code == "token_misrouted");
}
