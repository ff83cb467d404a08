// The destination and its tokens: fetched once, renewed once, and what is said if they are refused.
#include "tests/unit/plugins/adobe_target/adobe.hpp"
#include "tests/unit/plugins/adobe_target/destination_instance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <string>

using sluice::Verdict;
using test::Adobe;
using test::all_are;
using test::check_one_verdict_each;
using test::is_for;
using test::none;
using test::reply;
using test::Update;

namespace {

const std::string needed = reply(200, R"({"enableProfileApiAuthentication":true})");
const std::string ims_token = reply(200, R"({"access_token":"ims-1","expires_in":86399})");

}  // namespace

TEST_CASE("sixty-four records that want a token make one fetch, and carry it") {
    Adobe adobe{[](const std::string& request) {
        if (is_for(request, "/ims/token")) {
            return ims_token;
        }
        if (is_for(request, "/clients/settings")) {
            return needed;
        }
        return is_for(request, "/authentication/token")
                   ? reply(200, R"({"accessToken":"profile-1"})")
                   : test::submitted;
    }};
    Update update{adobe.url(), ""};
    const auto results = update.deliver(64);
    check_one_verdict_each(results, 64);
    CHECK(all_are(results, Verdict::delivered));
    CHECK(adobe.count("/ims/token") == 1);
    CHECK(adobe.count("/authentication/token") == 1);
    for (const std::string& request : adobe.requests()) {
        if (is_for(request, "/profile/update")) {
            CHECK(request.find("Authorization: Bearer profile-1\r\n") != std::string::npos);
        }
    }
}

TEST_CASE("a token refused with 401 is fetched once for all, and each request repeated once") {
    std::atomic<int> tokens{0};
    Adobe adobe{[&](const std::string& request) {
        if (is_for(request, "/ims/token")) {
            return ims_token;
        }
        if (is_for(request, "/clients/settings")) {
            return needed;
        }
        if (is_for(request, "/authentication/token")) {
            return reply(200, R"({"accessToken":"profile-)" + std::to_string(++tokens) + "\"}");
        }
        return request.find("Bearer profile-1\r\n") != std::string::npos ? reply(401, "")
                                                                         : test::submitted;
    }};
    Update update{adobe.url(), ""};
    const auto results = update.deliver(64);
    check_one_verdict_each(results, 64);
    CHECK(all_are(results, Verdict::delivered));
    CHECK(adobe.count("/authentication/token") == 2);
    CHECK(std::all_of(results.begin(), results.end(), [](const auto& result) {
        return result.requests == 2;
    }));
    CHECK(adobe.count("/profile/update") == 128);
}

TEST_CASE("a token refused twice is AUTH_FAILED, and the secret is read again at the next send") {
    std::atomic<bool> is_mended{false};
    Adobe adobe{[&](const std::string& request) {
        if (is_for(request, "/ims/token")) {
            return ims_token;
        }
        if (is_for(request, "/clients/settings")) {
            return needed;
        }
        if (is_for(request, "/authentication/token")) {
            return reply(200, R"({"accessToken":"profile-1"})");
        }
        return is_mended ? test::submitted : reply(403, "Forbidden");
    }};
    Update update{adobe.url(), R"(,"connections":1)"};
    const auto refused = update.deliver(4);
    check_one_verdict_each(refused, 4);
    CHECK(all_are(refused, Verdict::auth_failed));
    CHECK(refused[0].code == "profile_token_refused");
    CHECK(refused[0].requests == 2);
    // Those that were queued behind it did not try the same again.
    CHECK(adobe.count("/profile/update") == 2);
    const std::size_t asked = update.host.secrets_asked();
    is_mended = true;
    const auto results = update.deliver(1);
    CHECK(results.back().verdict == Verdict::delivered);
    CHECK(update.host.secrets_asked() > asked);
}

TEST_CASE("a profile_auth of none that is refused says so at once, without a repeat") {
    Adobe adobe{[](const std::string&) { return reply(401, ""); }};
    Update update{adobe.url()};
    const auto results = update.deliver(1);
    CHECK(results[0].verdict == Verdict::auth_failed);
    CHECK(results[0].requests == 1);
    CHECK(results[0].vendor_code == 401);
}

TEST_CASE("while IMS is down every record is a RETRY of the whole destination, and none is sent") {
    Adobe adobe{[](const std::string& request) {
        return is_for(request, "/ims/token") ? reply(503, "") : test::submitted;
    }};
    Update update{adobe.url(), ""};
    const auto results = update.deliver(200);
    check_one_verdict_each(results, 200);
    for (const auto& result : results) {
        REQUIRE(result.verdict == Verdict::retry);
        REQUIRE(result.whole_destination);
        REQUIRE(result.code == "ims_unavailable");
        REQUIRE(result.requests == 0);
    }
    CHECK(adobe.count("/profile/update") == 0);
    CHECK(adobe.count("/ims/token") == 1);
}
