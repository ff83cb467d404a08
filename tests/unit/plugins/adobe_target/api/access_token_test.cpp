#include "adobe_target/api/access_token.hpp"
#include "tests/support/form.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace adobe_target;          // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;

namespace {

ReplyView reply(
    int status, std::string_view body, std::optional<std::chrono::milliseconds> retry_after = {}
) {
    return {
        .status = status,
        .host = "ims-na1.adobelogin.com",
        .content_type = {},
        .body = body,
        .retry_after = retry_after};
}

sluice::Outcome refusal(const ReplyView& view) {
    const auto judged = judge_access_token(view);
    REQUIRE_FALSE(judged);
    return judged.error();
}

}  // namespace

TEST_CASE("the form holds the credentials, whatever is in them") {
    const auto pairs = form::parse(access_token_form(
        {.client_id = "id&x", .client_secret = "s+ä=&#", .scopes = "openid,AdobeID"}
    ));
    CHECK(pairs.size() == 4);
    CHECK(pairs.at("grant_type") == "client_credentials");
    CHECK(pairs.at("client_id") == "id&x");
    CHECK(pairs.at("client_secret") == "s+ä=&#");
    CHECK(pairs.at("scope") == "openid,AdobeID");
}

TEST_CASE("a token is read with its life in seconds") {
    const auto token = judge_access_token(
        reply(200, R"({"access_token":"abc","token_type":"bearer","expires_in":86399})")
    );
    REQUIRE(token);
    CHECK(token->value == "abc");
    CHECK(token->life == 86'399s);
    CHECK_FALSE(judge_access_token(reply(200, R"({"access_token":"abc"})"))->life);
}

TEST_CASE("400 and 401 with an error are AUTH_FAILED with Adobe's description") {
    for (const int status : {400, 401}) {
        const auto outcome = refusal(reply(
            status,
            R"({"error":"invalid_client","error_description":"invalid client_secret parameter"})"
        ));
        CHECK(outcome.verdict == Verdict::auth_failed);
        CHECK(outcome.code == "ims_refused");
        CHECK(outcome.message.find("invalid client_secret parameter") != std::string::npos);
        CHECK(outcome.message.find("Adobe Developer Console") != std::string::npos);
    }
}

TEST_CASE("429 and 5xx are never AUTH_FAILED: the whole destination waits") {
    for (const int status : {408, 429, 500, 502, 503}) {
        const auto outcome = refusal(reply(status, R"({"error":"internal_error"})", 9s));
        CHECK(outcome.verdict == Verdict::retry);
        CHECK(outcome.whole_destination);
        CHECK(outcome.code == "ims_unavailable");
        CHECK(outcome.retry_after == 9s);
    }
}

TEST_CASE("what is no answer of IMS is misrouted, and its body is not repeated") {
    for (const ReplyView& view :
         {reply(404, "x"),
          reply(302, ""),
          reply(200, "<html>secret"),
          reply(200, R"({"access_token":""})"),
          reply(200, "{\"access_token\":\"a\\r\\nb\"}"),
          reply(400, "no json")}) {
        CAPTURE(view.status);
        const auto outcome = refusal(view);
        CHECK(outcome.verdict == Verdict::retry);
        CHECK(outcome.whole_destination);
        CHECK(outcome.code == "ims_misrouted");
        CHECK(outcome.message.find("secret") == std::string::npos);
    }
}

TEST_CASE("what may stand in a header is visible ASCII") {
    CHECK(is_header_safe("abc.DEF-~!"));
    for (const std::string_view bad : {"", "a b", "a\r\nX: y", "ä", "\x7F"}) {
        CHECK_FALSE(is_header_safe(bad));
    }
}
