#include "tests/unit/sdk/http/live_destination.hpp"

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;
using test::AnsweringServer;
using test::LiveDestination;
using test::Poster;
using test::reply;

TEST_CASE("one token is fetched for all records, and sent with each") {
    AnsweringServer server{[](const std::string& request) {
        return test::is_for(request, "/token")
                   ? reply(200, R"({"access_token":"abc","expires_in":3600})")
                   : reply(204, "");
    }};
    LiveDestination<Poster> bench{server.url(), "oauth"};
    bench.send({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
    for (const auto& [token, result] : bench.results()) {
        CHECK(result.verdict == Verdict::delivered);
    }
    CHECK(server.count("POST /token") == 1);
    for (const std::string& request : server.requests()) {
        const bool asks = test::is_for(request, "/token");
        CHECK(asks == (request.find("Authorization: Bearer abc\r\n") == std::string::npos));
        CHECK(asks == (request.find("client_secret=secret-1") != std::string::npos));
    }
}

TEST_CASE("a refused token is replaced once and the request repeated, then AUTH_FAILED for all") {
    std::atomic<int> tokens{0};
    std::atomic<bool> takes_the_second{true};
    AnsweringServer server{[&](const std::string& request) {
        if (test::is_for(request, "/token")) {
            return reply(200, R"({"access_token":"t)" + std::to_string(++tokens) + "\"}");
        }
        const bool is_good = takes_the_second && request.find("Bearer t1\r\n") == std::string::npos;
        return reply(is_good ? 204 : 401, "");
    }};
    LiveDestination<Poster> bench{server.url(), "oauth"};
    const auto delivered = bench.one("a");
    CHECK(delivered.verdict == Verdict::delivered);
    CHECK(delivered.requests == 2);
    CHECK(server.count("POST /things") == 2);
    takes_the_second = false;
    CHECK(bench.one("b").verdict == Verdict::auth_failed);
    CHECK(server.count("POST /things") == 4);
    CHECK(server.count("POST /token") == 3);
}

TEST_CASE("AUTH_FAILED of the token endpoint has the secret asked again, and then all is well") {
    AnsweringServer server{[](const std::string& request) {
        if (!test::is_for(request, "/token")) {
            return reply(204, "");
        }
        return request.find("client_secret=secret-1") != std::string::npos
                   ? reply(401, R"({"error":"invalid_client"})")
                   : reply(200, R"({"access_token":"abc"})");
    }};
    LiveDestination<Poster> bench{server.url(), "oauth"};
    const auto refused = bench.one("a");
    CHECK(refused.verdict == Verdict::auth_failed);
    CHECK(refused.code == "token_refused");
    CHECK(refused.requests == 0);
    CHECK(refused.message.find("secret-1") == std::string::npos);
    bench.host.set_secret("client_secret", "secret-2");
    CHECK(bench.one("b").verdict == Verdict::delivered);
    CHECK(server.count("POST /token") == 2);
}

TEST_CASE("while the token endpoint is down every record waits for the delay that remains") {
    AnsweringServer server{
        [](const std::string&) { return reply(503, "", "Retry-After: 30\r\n"); }};
    LiveDestination<Poster> bench{server.url(), "oauth"};
    for (int i = 0; i < 5; ++i) {
        const auto result = bench.one("a");
        CHECK(result.verdict == Verdict::retry);
        CHECK(result.whole_destination);
        CHECK(result.retry_after > 20s);
        CHECK(result.retry_after <= 30s);
    }
    CHECK(server.requests().size() == 1);
}

TEST_CASE("a key goes where its author puts it, and is asked again after AUTH_FAILED") {
    AnsweringServer server{[](const std::string& request) {
        return reply(request.find("X-Key: key-2\r\n") != std::string::npos ? 204 : 403, "");
    }};
    LiveDestination<Poster> bench{server.url(), "key"};
    CHECK(bench.one("a").verdict == Verdict::auth_failed);
    bench.host.set_secret("key", "key-2");
    CHECK(bench.one("b").verdict == Verdict::delivered);
}

TEST_CASE("a secret with a line break inside is AUTH_FAILED, and sends nothing") {
    AnsweringServer server{[](const std::string&) { return reply(204, ""); }};
    test::TestHost host;
    host.set_secret("key", "two\nlines");
    test::TestSpec spec{"key", server.url()};
    spec.field("text");
    test::LiveInstance<Poster> instance{host, spec};
    test::Records records;
    records.add({slots::text("a")});
    instance.send(records);
    const auto results = host.wait_for(1);
    CHECK(results.at(0).verdict == Verdict::auth_failed);
    CHECK(results.at(0).message.find("two") == std::string::npos);
    CHECK(server.requests().empty());
}
