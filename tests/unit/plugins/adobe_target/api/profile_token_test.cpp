#include "adobe_target/api/profile_token.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using namespace adobe_target;          // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;

namespace {

ReplyView reply(
    int status,
    std::string_view body = {},
    std::optional<std::chrono::milliseconds> retry_after = {}
) {
    return {
        .status = status,
        .host = "mc.adobe.io",
        .content_type = {},
        .body = body,
        .retry_after = retry_after};
}

sluice::Outcome refusal(const ReplyView& view) {
    const auto judged = judge_profile_token(view);
    REQUIRE_FALSE(judged);
    return judged.error();
}

}  // namespace

TEST_CASE("addresses hold the tenant as one segment") {
    CHECK(client_settings_target("mycompany") == "/mycompany/target/clients/settings");
    CHECK(
        profile_token_target("my/../x") ==
        "/my%2F..%2Fx/target/authentication/token?authorizationScope=profile_api"
    );
}

TEST_CASE("the settings say whether profile calls need the token") {
    CHECK(
        *judge_client_settings(reply(200, R"({"enableProfileApiAuthentication":true})")) ==
        ProfileAuthentication::needed
    );
    CHECK(
        *judge_client_settings(reply(200, R"({"enableProfileApiAuthentication":false})")) ==
        ProfileAuthentication::not_needed
    );
    CHECK(*judge_client_settings(reply(403)) == ProfileAuthentication::unreadable);
    CHECK(*judge_client_settings(reply(404)) == ProfileAuthentication::unreadable);
    CHECK(*judge_client_settings(reply(401)) == ProfileAuthentication::stale);
}

TEST_CASE("settings that cannot be had now make the whole destination wait") {
    for (const int status : {429, 500, 503}) {
        const auto judged = judge_client_settings(reply(status, {}, 5s));
        REQUIRE_FALSE(judged);
        CHECK(judged.error().code == "admin_unavailable");
        CHECK(judged.error().retry_after == 5s);
        CHECK(judged.error().whole_destination);
    }
    CHECK(judge_client_settings(reply(200, "<html>")).error().code == "admin_misrouted");
    CHECK(judge_client_settings(reply(302)).error().code == "admin_misrouted");
}

TEST_CASE("a profile token is read with its life") {
    const auto token = judge_profile_token(
        reply(200, R"({"accessToken":"tok","tokenType":"bearer","expiresIn":2592000})")
    );
    REQUIRE(token);
    CHECK(token->value == "tok");
    CHECK(token->life == 2'592'000s);
    CHECK_FALSE(judge_profile_token(reply(200, R"({"accessToken":"tok"})"))->life);
}

TEST_CASE("a token that is missing or has ended is AUTH_FAILED that says where to generate it") {
    for (const ReplyView& view :
         {reply(404), reply(200, R"({"accessToken":"tok","expiresIn":0})")}) {
        const auto outcome = refusal(view);
        CHECK(outcome.verdict == Verdict::auth_failed);
        CHECK(
            outcome.message.find("Administration > Implementation > Profile API") !=
            std::string::npos
        );
        CHECK(outcome.message.find("tok\"") == std::string::npos);
    }
}

TEST_CASE("a credential that may not read the token is AUTH_FAILED with Adobe's message") {
    for (const int status : {400, 401, 403, 406}) {
        const auto outcome =
            refusal(reply(status, R"({"error_code":"403003","message":"Api Key is invalid"})"));
        CHECK(outcome.verdict == Verdict::auth_failed);
        CHECK(outcome.code == "admin_refused");
        CHECK(outcome.message.find("Api Key is invalid") != std::string::npos);
    }
}

TEST_CASE("an Admin API that is down is never AUTH_FAILED") {
    CHECK(refusal(reply(503)).code == "admin_unavailable");
    CHECK(refusal(reply(503)).verdict == Verdict::retry);
    CHECK(refusal(reply(302)).code == "admin_misrouted");
    CHECK(refusal(reply(200, "{}")).code == "admin_misrouted");
}
