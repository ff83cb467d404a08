#include "tests/unit/sdk/http/live_destination.hpp"

// What add_destination_plugin() embeds in the module.
const char sluice_manifest_v1[] = "{}";

using namespace sluice::http;          // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;
using test::AnsweringServer;
using test::body_of;
using test::LiveDestination;
using test::Poster;
using test::reply;

TEST_CASE("a record becomes the request that its author drafted, below the configured path") {
    AnsweringServer server{[](const std::string&) { return reply(204, ""); }};
    LiveDestination<Poster> bench{server.url() + "/api/"};
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
    LiveDestination<Poster> bench{server.url()};
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
    LiveDestination<Poster> bench{server.url()};
    const auto result = bench.one("bad");
    CHECK(result.verdict == Verdict::rejected);
    CHECK(result.code == "bad_text");
    CHECK(result.requests == 0);
    CHECK(server.requests().empty());
}

TEST_CASE("an author's function that throws costs one record a retry, and is said once") {
    AnsweringServer server{[](const std::string&) { return reply(204, ""); }};
    LiveDestination<Poster> bench{server.url()};
    CHECK(bench.one("throw").code == "internal");
    CHECK(bench.one("throw").verdict == Verdict::retry);
    CHECK(bench.one("gold").verdict == Verdict::delivered);
    const std::string log = bench.host.log();
    CHECK(log.find("the plugin threw") != std::string::npos);
    CHECK(log.find("the plugin threw") == log.rfind("the plugin threw"));
}

TEST_CASE("what a record holds cannot become a header of its own") {
    AnsweringServer server{[](const std::string&) { return reply(204, ""); }};
    LiveDestination<Poster> bench{server.url()};
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
    LiveDestination<Poster> bench{server.url()};
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
    LiveDestination<Poster> bench{server.url()};
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

TEST_CASE("check fetches a token and sends the author's probe") {
    std::string answer = reply(200, "");
    AnsweringServer server{[&](const std::string& request) {
        return test::is_for(request, "/token") ? reply(200, R"({"access_token":"abc"})") : answer;
    }};
    LiveDestination<Poster> bench{server.url(), "oauth"};
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
