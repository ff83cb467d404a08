#include "adobe_target/net/token_cache.hpp"
#include "tests/support/await.hpp"
#include "tests/support/test_host.hpp"
#include "tests/unit/plugins/adobe_target/adobe.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;
using test::Adobe;
using test::is_for;
using test::reply;

namespace {

const std::string ims_token =
    reply(200, R"({"access_token":"ims-1","token_type":"bearer","expires_in":86399})");
const std::string needed = reply(200, R"({"enableProfileApiAuthentication":true})");
const std::string not_needed = reply(200, R"({"enableProfileApiAuthentication":false})");

std::string profile_token(const std::string& value, const std::string& life = "2592000") {
    return reply(
        200, R"({"accessToken":")" + value + R"(","tokenType":"bearer","expiresIn":)" + life + "}"
    );
}

// IMS, settings and token as they should be.
std::string good(const std::string& request) {
    if (is_for(request, "/ims/token")) {
        return ims_token;
    }
    return is_for(request, "/clients/settings") ? needed : profile_token("profile-1");
}

// A cache with all that it stands on.
struct Bench {
    explicit Bench(const std::string& url, const std::string& rest = "") {
        host.set_secret("client_secret", "secret-1");
        host.set_secret("profile_token", "configured");
        std::vector<sluice::ConfigFault> faults;
        settings = read_settings(test::config_at(url, rest), faults);
        REQUIRE(faults.empty());
        secrets.fill(host.host());
        client.emplace(context, sluice::http::Settings{});
        cache.emplace(context, *client, settings, secrets, host.host());
    }
    ~Bench() {
        client->cancel();
        cache->cancel();
        context.restart();
        context.run();
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    std::optional<sluice::Outcome> ready() { return test::await(context, cache->ready()); }

    test::TestHost host;
    Settings settings;
    sluice::SecretBox secrets{{"client_secret", "profile_token"}};
    boost::asio::io_context context{1};
    std::optional<sluice::http::Client> client;
    std::optional<TokenCache> cache;
};

}  // namespace

TEST_CASE("sixty-four waiters make one fetch, and all go on with its token") {
    Adobe adobe{good};
    Bench bench{adobe.url()};
    std::vector<test::Answer<std::optional<sluice::Outcome>>> waiters;
    for (int i = 0; i < 64; ++i) {
        waiters.push_back(test::start(bench.context, bench.cache->ready()));
    }
    for (const auto& waiter : waiters) {
        REQUIRE(test::run_until(bench.context, [&] { return waiter->has_value(); }));
        CHECK_FALSE((*waiter)->has_value());
    }
    CHECK(bench.cache->is_ready());
    CHECK(bench.cache->token() == "profile-1");
    CHECK(adobe.requests().size() == 3);
    CHECK(adobe.count("POST /ims/token/v3") == 1);
    CHECK(adobe.count("GET /mycompany/target/clients/settings") == 1);
    CHECK(
        adobe.count("GET /mycompany/target/authentication/token?authorizationScope=profile_api") ==
        1
    );
}

TEST_CASE("calls to Adobe carry what its pages ask for, and never a POST for the profile token") {
    Adobe adobe{good};
    Bench bench{adobe.url()};
    REQUIRE_FALSE(bench.ready());
    const auto requests = adobe.requests();
    REQUIRE(requests.size() == 3);
    CHECK(
        requests[0].find("Content-Type: application/x-www-form-urlencoded\r\n") != std::string::npos
    );
    CHECK(
        requests[0].find(
            "grant_type=client_credentials&client_id=id-1&client_secret=secret-1&scope="
        ) != std::string::npos
    );
    for (std::size_t i = 1; i < 3; ++i) {
        CHECK(requests[i].starts_with("GET "));
        CHECK(requests[i].find("Authorization: Bearer ims-1\r\n") != std::string::npos);
        CHECK(requests[i].find("X-Api-Key: id-1\r\n") != std::string::npos);
        CHECK(
            requests[i].find("Accept: application/vnd.adobe.target.v1+json\r\n") !=
            std::string::npos
        );
    }
}

TEST_CASE("where the settings ask for no token, none is fetched") {
    Adobe adobe{[](const std::string& request) {
        return is_for(request, "/clients/settings") ? not_needed : good(request);
    }};
    Bench bench{adobe.url()};
    REQUIRE_FALSE(bench.ready());
    CHECK(bench.cache->token().empty());
    CHECK(adobe.count("/authentication/token") == 0);
}

TEST_CASE(
    "settings that cannot be read start without a token, with a warning; a refusal then fetches it"
) {
    Adobe adobe{[](const std::string& request) {
        return is_for(request, "/clients/settings") ? reply(403, "") : good(request);
    }};
    Bench bench{adobe.url()};
    REQUIRE_FALSE(bench.ready());
    CHECK(bench.cache->token().empty());
    CHECK(bench.cache->is_without_settings());
    CHECK(bench.host.log().find("settings cannot be read") != std::string::npos);
    CHECK(bench.cache->refused(bench.cache->generation()));
    REQUIRE_FALSE(bench.ready());
    CHECK(bench.cache->token() == "profile-1");
}

TEST_CASE("while IMS is down every waiter gets RETRY for the whole destination, and nobody asks "
          "again too early") {
    Adobe adobe{[](const std::string&) { return reply(503, "", "Retry-After: 30\r\n"); }};
    Bench bench{adobe.url()};
    for (int i = 0; i < 20; ++i) {
        const auto refusal = bench.ready();
        REQUIRE(refusal);
        CHECK(refusal->verdict == Verdict::retry);
        CHECK(refusal->whole_destination);
        CHECK(refusal->code == "ims_unavailable");
        CHECK(refusal->retry_after > std::chrono::seconds{20});
        CHECK(refusal->retry_after <= std::chrono::seconds{30});
    }
    CHECK(adobe.requests().size() == 1);
}

TEST_CASE("an IMS that cannot be reached is never AUTH_FAILED") {
    Bench bench{"http://127.0.0.1:" + std::to_string(support::refusing_port())};
    const auto refusal = bench.ready();
    REQUIRE(refusal);
    CHECK(refusal->verdict == Verdict::retry);
    CHECK(refusal->whole_destination);
    CHECK(refusal->retry_after > std::chrono::milliseconds{0});
}

TEST_CASE("refused credentials are AUTH_FAILED until the secrets are read again") {
    Adobe adobe{[](const std::string& request) {
        const bool is_wrong = is_for(request, "/ims/token") &&
                              request.find("client_secret=secret-1") != std::string::npos;
        return is_wrong
                   ? reply(
                         400,
                         R"({"error":"invalid_client","error_description":"invalid client_secret parameter"})"
                     )
                   : good(request);
    }};
    Bench bench{adobe.url()};
    for (int i = 0; i < 5; ++i) {
        const auto refusal = bench.ready();
        REQUIRE(refusal);
        CHECK(refusal->verdict == Verdict::auth_failed);
        CHECK(refusal->message.find("secret-1") == std::string::npos);
    }
    CHECK(adobe.count("/ims/token") == 1);
    bench.host.set_secret("client_secret", "secret-2");
    bench.secrets.fill(bench.host.host());
    CHECK_FALSE(bench.cache->is_ready());
    REQUIRE_FALSE(bench.ready());
    CHECK(bench.cache->token() == "profile-1");
}

TEST_CASE("an access token that Admin does not take is replaced once, then AUTH_FAILED") {
    std::atomic<int> asked{0};
    Adobe adobe{[&](const std::string& request) {
        const bool is_stale = is_for(request, "/clients/settings") && asked++ == 0;
        return is_stale ? reply(401, "") : good(request);
    }};
    Bench bench{adobe.url()};
    REQUIRE_FALSE(bench.ready());
    CHECK(adobe.count("/ims/token") == 2);

    Adobe never{[](const std::string& request) {
        return is_for(request, "/clients") ? reply(401, "") : good(request);
    }};
    Bench other{never.url()};
    const auto refusal = other.ready();
    REQUIRE(refusal);
    CHECK(refusal->code == "admin_refused");
    CHECK(refusal->verdict == Verdict::auth_failed);
    CHECK(never.count("/ims/token") == 2);
}

TEST_CASE("a refused token is fetched anew once for all, and a late refusal of the old one fetches "
          "nothing") {
    std::atomic<int> tokens{0};
    Adobe adobe{[&](const std::string& request) {
        return is_for(request, "/authentication/token")
                   ? profile_token("profile-" + std::to_string(++tokens))
                   : good(request);
    }};
    Bench bench{adobe.url()};
    REQUIRE_FALSE(bench.ready());
    const std::uint64_t old = bench.cache->generation();
    CHECK(bench.cache->refused(old));
    CHECK(bench.cache->refused(old));
    REQUIRE_FALSE(bench.ready());
    CHECK(bench.cache->token() == "profile-2");
    CHECK(bench.cache->refused(old));
    CHECK(bench.cache->is_ready());
    CHECK(adobe.count("/authentication/token") == 2);
    CHECK(adobe.count("/ims/token") == 1);
}

TEST_CASE("a token near its end is renewed while it is used") {
    std::atomic<int> tokens{0};
    Adobe adobe{[&](const std::string& request) {
        // A life of one second leaves a tenth of it for renewal; the second token lives on.
        const int number = is_for(request, "/authentication/token") ? ++tokens : 0;
        return number == 0 ? good(request)
                           : profile_token(
                                 "profile-" + std::to_string(number), number == 1 ? "2" : "2592000"
                             );
    }};
    Bench bench{adobe.url()};
    REQUIRE_FALSE(bench.ready());
    REQUIRE(test::run_until(bench.context, [&] {
        const auto waiting = bench.ready();
        return waiting || bench.cache->token() == "profile-2";
    }));
    CHECK(bench.cache->token() == "profile-2");
    CHECK(adobe.count("/authentication/token") == 2);
}

TEST_CASE("profile_auth none asks nobody, token uses what is configured") {
    Adobe adobe{good};
    Bench none{adobe.url(), R"(,"profile_auth":"none")"};
    REQUIRE_FALSE(none.ready());
    CHECK(none.cache->token().empty());
    CHECK_FALSE(none.cache->refused(none.cache->generation()));

    Bench token{
        adobe.url(), R"(,"profile_auth":"token","profile_token":{"$secret":"profile_token"})"};
    REQUIRE_FALSE(token.ready());
    CHECK(token.cache->token() == "configured");
    CHECK_FALSE(token.cache->refused(token.cache->generation()));
    CHECK(adobe.requests().empty());

    token.host.set_secret("profile_token", "two\nlines");
    token.secrets.fill(token.host.host());
    const auto refusal = token.ready();
    REQUIRE(refusal);
    CHECK(refusal->code == "profile_token_missing");
    CHECK(refusal->message.find("two") == std::string::npos);
}

TEST_CASE("a configured token that ends within seven days is warned of, its days are a metric") {
    Adobe adobe{good};
    Bench bench{
        adobe.url(), R"(,"profile_auth":"token","profile_token":{"$secret":"profile_token"})"};
    // {"exp":1000}
    bench.host.set_secret("profile_token", "eyJhbGciOiJub25lIn0.eyJleHAiOjEwMDB9.sig");
    bench.host.set_unix_time(std::chrono::seconds{1000 - 86'400 * 3});
    bench.secrets.fill(bench.host.host());
    REQUIRE_FALSE(bench.ready());
    REQUIRE_FALSE(bench.ready());
    CHECK(bench.host.metric("profile_token_left_seconds") == Approx(3 * 86400).epsilon(0.01));
    CHECK(bench.host.log().find("the profile token ends soon") != std::string::npos);
    CHECK(bench.host.log().find("eyJ") == std::string::npos);
}

TEST_CASE("when the instance is cancelled every waiter gets CANCELLED, and later ones at once") {
    test::Gate gate;
    Adobe adobe{[&](const std::string& request) {
        gate.pass();
        return good(request);
    }};
    Bench bench{adobe.url()};
    const auto first = test::start(bench.context, bench.cache->ready());
    const auto second = test::start(bench.context, bench.cache->ready());
    REQUIRE(test::run_until(bench.context, [&] { return adobe.count("/ims/token") == 1; }));
    bench.client->cancel();
    bench.cache->cancel();
    REQUIRE(test::run_until(bench.context, [&] {
        return first->has_value() && second->has_value();
    }));
    CHECK((**first)->verdict == Verdict::cancelled);
    CHECK((**second)->verdict == Verdict::cancelled);
    CHECK(bench.ready()->verdict == Verdict::cancelled);
    gate.open();
}
