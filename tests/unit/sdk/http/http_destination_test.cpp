#include "tests/support/answering_server.hpp"
#include "tests/support/live_instance.hpp"
#include "tests/support/slots.hpp"

#include <sluice/http/http_destination.hpp>
#include <sluice/outcomes.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

// What add_destination_plugin() embeds in the module.
const char sluice_manifest_v1[] = "{}";

using namespace sluice::http;          // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Outcome;
using sluice::Verdict;
using test::AnsweringServer;
using test::reply;

namespace {

// The configuration is the far side's address; the action says how the class behaves.
class Poster final : public HttpDestination {
public:
    static void validate(sluice::Findings&, const sluice::Spec&) {}

    Poster(sluice::Host host, const sluice::Spec& spec)
        : HttpDestination{host, options(spec)}, action_{spec.action()} {}

    sluice::Result<Draft, Outcome> build(const sluice::Record& record) override {
        const std::string text{sluice::to_view(record[0])};
        if (text == "bad") {
            return sluice::rejected({.code = "bad_text"});
        }
        if (text == "throw") {
            throw std::runtime_error("a bug");
        }
        Draft draft;
        draft.target = "/things";
        draft.headers = {{"X-Text", text}};
        draft.body = text;
        return draft;
    }

    std::vector<Header> authorization(const Draft& draft, const Credentials& credentials) override {
        if (action_ != "key") {
            return HttpDestination::authorization(draft, credentials);
        }
        return {{"X-Key", std::string{credentials.secrets["key"]}}};
    }

    std::optional<Draft> probe() override {
        Draft draft;
        draft.method = "GET";
        draft.target = "/probe";
        return draft;
    }

private:
    static HttpOptions options(const sluice::Spec& spec) {
        HttpOptions options;
        options.url = *parse_endpoint(spec.config_json());
        options.client.connections = 4;
        options.secrets = {"key"};
        if (spec.action() == "oauth") {
            ClientCredentials credentials;
            credentials.token_url = *parse_endpoint(std::string{spec.config_json()} + "/token");
            credentials.client_id = "id-1";
            credentials.client_secret = "client_secret";
            options.oauth = credentials;
        }
        return options;
    }

    std::string action_;
};

// One request for all: the texts, one a line. A reply "1:409" settles the record of that index.
class Batcher final : public HttpDestination {
public:
    static void validate(sluice::Findings&, const sluice::Spec&) {}

    Batcher(sluice::Host host, const sluice::Spec& spec) : HttpDestination{host, options(spec)} {}

    Draft build_batch(Batch& batch) override {
        Draft draft;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const auto text = sluice::to_view(batch[i][0]);
            if (text == "bad") {
                batch.settle(i, sluice::rejected({.code = "bad_text"}));
                continue;
            }
            draft.body += text;
            draft.body += '\n';
        }
        return draft;
    }

    void judge_batch(Batch& batch, const Reply& reply) override {
        if (const auto colon = reply.body.find(':'); colon != std::string::npos) {
            batch.settle(
                std::stoul(reply.body.substr(0, colon)), sluice::rejected({.code = "conflict"})
            );
        }
    }

private:
    static HttpOptions options(const sluice::Spec& spec) {
        HttpOptions options;
        options.url = *parse_endpoint(spec.config_json());
        options.client.connections = 1;
        options.max_batch = 100;
        return options;
    }
};

template <class D>
struct Bench {
    explicit Bench(const std::string& url, const std::string& action = "post") : spec{action, url} {
        spec.field("text");
        host.set_secret("client_secret", "secret-1");
        host.set_secret("key", "key-1");
        instance.emplace(host, spec);
        REQUIRE(instance->rc() == SLUICE_OK);
    }

    void send(const std::vector<std::string>& values, std::chrono::nanoseconds due = {}) {
        const std::size_t first = records.size();
        for (const std::string& value : values) {
            texts.push_back(value);
            records.add({slots::text(texts.back())});
        }
        instance->send(records, first, due);
    }
    // What became of the record of each token.
    std::map<std::uint64_t, test::Result> results() {
        std::map<std::uint64_t, test::Result> by_token;
        for (const auto& result : host.wait_for(records.size())) {
            CHECK(by_token.emplace(result.token, result).second);
        }
        CHECK(by_token.size() == records.size());
        return by_token;
    }
    test::Result one(const std::string& value) {
        send({value});
        return results().at(records.size() - 1);
    }

    test::TestHost host;
    test::TestSpec spec;
    std::deque<std::string> texts;
    test::Records records;
    std::optional<test::LiveInstance<D>> instance;
};

std::string body_of(const std::string& request) {
    return request.substr(request.find("\r\n\r\n") + 4);
}

}  // namespace

TEST_CASE("a record becomes the request that its author drafted, below the configured path") {
    AnsweringServer server{[](const std::string&) { return reply(204, ""); }};
    Bench<Poster> bench{server.url() + "/api/"};
    const auto result = bench.one("gold");
    CHECK(result.verdict == Verdict::delivered);
    CHECK(result.requests == 1);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].starts_with("POST /api/things HTTP/1.1\r\nHost: 127.0.0.1:"));
    CHECK(requests[0].find("X-Text: gold\r\n") != std::string::npos);
    CHECK(requests[0].find("Content-Length: 4\r\n") != std::string::npos);
    CHECK(requests[0].find("Authorization") == std::string::npos);
    CHECK(body_of(requests[0]) == "gold");
}

TEST_CASE("the verdict table answers for an author who does not judge") {
    std::string answer;
    AnsweringServer server{[&](const std::string&) { return answer; }};
    Bench<Poster> bench{server.url()};
    answer = reply(404, "");
    CHECK(bench.one("a").verdict == Verdict::rejected);
    answer = reply(429, "", "Retry-After: 9\r\n");
    const auto limited = bench.one("b");
    CHECK(limited.whole_destination);
    CHECK(limited.retry_after == 9s);
    answer = "";
    const auto lost = bench.one("c");
    CHECK(lost.verdict == Verdict::retry);
    CHECK(lost.maybe_delivered);
    CHECK(lost.requests == 1);
}

TEST_CASE("a record that its author refuses is never sent") {
    AnsweringServer server{[](const std::string&) { return reply(204, ""); }};
    Bench<Poster> bench{server.url()};
    const auto result = bench.one("bad");
    CHECK(result.verdict == Verdict::rejected);
    CHECK(result.code == "bad_text");
    CHECK(result.requests == 0);
    CHECK(server.requests().empty());
}

TEST_CASE("an author's function that throws costs one record a retry, and is said once") {
    AnsweringServer server{[](const std::string&) { return reply(204, ""); }};
    Bench<Poster> bench{server.url()};
    CHECK(bench.one("throw").code == "internal");
    CHECK(bench.one("throw").verdict == Verdict::retry);
    CHECK(bench.one("gold").verdict == Verdict::delivered);
    const std::string log = bench.host.log();
    CHECK(log.find("the plugin threw") != std::string::npos);
    CHECK(log.find("the plugin threw") == log.rfind("the plugin threw"));
}

TEST_CASE("what a record holds cannot become a header of its own") {
    AnsweringServer server{[](const std::string&) { return reply(204, ""); }};
    Bench<Poster> bench{server.url()};
    const auto result = bench.one("gold\r\nX-Evil: 1");
    CHECK(result.verdict == Verdict::rejected);
    CHECK(result.code == "bad_request");
    CHECK(server.requests().empty());
}

TEST_CASE("the record's own deadline bounds the request when it is sooner than the time-out") {
    test::Gate gate;
    AnsweringServer server{[&](const std::string&) {
        gate.pass();
        return reply(204, "");
    }};
    Bench<Poster> bench{server.url()};
    bench.send({"gold"}, std::chrono::steady_clock::now().time_since_epoch() + 200ms);
    const auto result = bench.results().at(0);
    CHECK(result.verdict == Verdict::retry);
    CHECK(result.code == "timeout");
    CHECK(result.maybe_delivered);
    gate.open();
}

TEST_CASE("cancel answers what is queued CANCELLED and what is under way MAYBE_DELIVERED") {
    test::Gate gate;
    AnsweringServer server{[&](const std::string&) {
        gate.pass();
        return reply(204, "");
    }};
    Bench<Poster> bench{server.url()};
    bench.send({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
    REQUIRE(server.wait_for("POST", 4));
    bench.instance->cancel();
    int cancelled = 0;
    int unknown = 0;
    for (const auto& [token, result] : bench.results()) {
        cancelled += result.verdict == Verdict::cancelled ? 1 : 0;
        unknown += result.verdict == Verdict::retry && result.maybe_delivered ? 1 : 0;
    }
    CHECK(cancelled == 6);
    CHECK(unknown == 4);
    gate.open();
}

TEST_CASE("one token is fetched for all records, and sent with each") {
    AnsweringServer server{[](const std::string& request) {
        return test::is_for(request, "/token")
                   ? reply(200, R"({"access_token":"abc","expires_in":3600})")
                   : reply(204, "");
    }};
    Bench<Poster> bench{server.url(), "oauth"};
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
    Bench<Poster> bench{server.url(), "oauth"};
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
    Bench<Poster> bench{server.url(), "oauth"};
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
    Bench<Poster> bench{server.url(), "oauth"};
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
    Bench<Poster> bench{server.url(), "key"};
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

TEST_CASE("records gather while the connection is busy, and one request carries them") {
    test::Gate gate;
    AnsweringServer server{[&](const std::string& request) {
        gate.pass();
        return reply(200, body_of(request) == "a\n" ? "" : "1:409");
    }};
    Bench<Batcher> bench{server.url()};
    bench.send({"a"});
    REQUIRE(server.wait_for("POST", 1));
    bench.send({"b", "bad", "c"});
    bench.send({"d"});
    gate.open();
    const auto results = bench.results();
    CHECK(results.at(0).verdict == Verdict::delivered);
    CHECK(results.at(1).verdict == Verdict::delivered);
    CHECK(results.at(2).code == "bad_text");
    CHECK(results.at(2).requests == 0);
    CHECK(results.at(3).verdict == Verdict::delivered);
    CHECK(results.at(4).verdict == Verdict::delivered);
    const auto requests = server.requests();
    REQUIRE(requests.size() == 2);
    CHECK(body_of(requests[1]) == "b\nc\nd\n");
}

TEST_CASE("check fetches a token and sends the author's probe") {
    std::string answer = reply(200, "");
    AnsweringServer server{[&](const std::string& request) {
        return test::is_for(request, "/token") ? reply(200, R"({"access_token":"abc"})") : answer;
    }};
    Bench<Poster> bench{server.url(), "oauth"};
    CHECK(bench.instance->check() == SLUICE_OK);
    CHECK(server.count("GET /probe") == 1);
    answer = reply(403, "");
    CHECK(bench.instance->check() == SLUICE_E_AUTH);
    CHECK(bench.host.has_issue("/config", "auth_refused"));
    answer = reply(500, "");
    CHECK(bench.instance->check() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("a destination whose constructor throws after its base was made leaves no thread") {
    class Thrower final : public HttpDestination {
    public:
        static void validate(sluice::Findings&, const sluice::Spec&) {}
        Thrower(sluice::Host host, const sluice::Spec& spec)
            : HttpDestination{host, options(spec)} {
            throw sluice::Error{SLUICE_E_INVALID, "/options", "bad", "expected better"};
        }
        static HttpOptions options(const sluice::Spec& spec) {
            HttpOptions options;
            options.url = *parse_endpoint(spec.config_json());
            return options;
        }
    };
    test::TestHost host;
    test::TestSpec spec{"post", "https://api.example.com"};
    test::LiveInstance<Thrower> instance{host, spec};
    CHECK(instance.rc() == SLUICE_E_INVALID);
    CHECK(host.has_issue("/options", "bad"));
}
