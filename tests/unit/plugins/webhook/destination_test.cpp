#include "tests/support/answering_server.hpp"
#include "tests/support/live_instance.hpp"
#include "tests/support/slots.hpp"
#include "webhook/destination.hpp"

#include <sluice/http/hmac_sha256.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

// What add_destination_plugin() embeds in the module.
const char sluice_manifest_v1[] = "{}";

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Verdict;
using test::AnsweringServer;
using test::reply;

namespace {

// An instance with field.id and field.tier mapped.
struct Hook {
    explicit Hook(const std::string& url, const std::string& rest = "")
        : spec{"send", R"({"url":")" + url + "\"" + rest + "}"} {
        spec.field("field.id").field("field.tier");
        host.set_secret("signature.secret", "hush");
        host.set_secret("headers.X-Key", "key-1");
        instance.emplace(host, spec);
        REQUIRE(instance->rc() == SLUICE_OK);
    }

    void add(const std::string& id, const std::string& tier, std::uint32_t op = SLUICE_OP_UPSERT) {
        texts.push_back(id);
        const std::string& first = texts.back();
        texts.push_back(tier);
        records.add({slots::text(first), slots::text(texts.back())}, 1, op);
    }
    void send() { instance->send(records, std::exchange(sent, records.size())); }
    std::map<std::uint64_t, test::Result> results() {
        std::map<std::uint64_t, test::Result> by_token;
        for (const auto& result : host.wait_for(records.size())) {
            CHECK(by_token.emplace(result.token, result).second);
        }
        CHECK(by_token.size() == records.size());
        return by_token;
    }
    test::Result one(const std::string& id, const std::string& tier = "gold") {
        add(id, tier);
        send();
        return results().at(records.size() - 1);
    }

    test::TestHost host;
    test::TestSpec spec;
    std::deque<std::string> texts;
    test::Records records;
    std::size_t sent = 0;
    std::optional<test::LiveInstance<webhook::Destination>> instance;
};

std::string body_of(const std::string& request) {
    return request.substr(request.find("\r\n\r\n") + 4);
}

std::string header_of(const std::string& request, const std::string& name) {
    const auto at = request.find("\r\n" + name + ": ");
    if (at == std::string::npos || at > request.find("\r\n\r\n")) {
        return "";
    }
    const auto begin = at + name.size() + 4;
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

}  // namespace

TEST_CASE("a record is one request: its fields, its operation, its idempotency key") {
    AnsweringServer server{[](const std::string&) { return reply(202, ""); }};
    Hook hook{server.url() + "/hook"};
    hook.add("crm-1", "gold", SLUICE_OP_DELETE);
    hook.send();
    CHECK(hook.results().at(0).verdict == Verdict::delivered);
    const std::string request = server.requests().at(0);
    CHECK(request.starts_with("POST /hook HTTP/1.1\r\n"));
    CHECK(body_of(request) == R"({"id":"crm-1","tier":"gold"})");
    CHECK(header_of(request, "Content-Type") == "application/json");
    CHECK(header_of(request, "Sluice-Operation") == "delete");
    CHECK(header_of(request, "Idempotency-Key") == "record-0");
}

TEST_CASE("the URL takes values, and a value that would leave its segment is rejected unsent") {
    AnsweringServer server{[](const std::string&) { return reply(200, ""); }};
    Hook hook{server.url() + "/users/{{id}}?tier={{tier}}", R"(,"method":"DELETE","body":"none")"};
    CHECK(hook.one("a/b", "x&y=1").verdict == Verdict::delivered);
    CHECK(server.requests().at(0).starts_with("DELETE /users/a%2Fb?tier=x%26y%3D1 HTTP/1.1\r\n"));
    CHECK(body_of(server.requests().at(0)).empty());
    const auto dots = hook.one("..");
    CHECK(dots.code == "dots_in_path");
    CHECK(dots.field == 0);
    CHECK(dots.requests == 0);
    CHECK(hook.one("").code == "empty_in_path");
    CHECK(server.requests().size() == 1);
}

TEST_CASE("headers are sent, secrets among them, and asked again once they are refused") {
    AnsweringServer server{[](const std::string& request) {
        return reply(header_of(request, "X-Key") == "key-2" ? 200 : 401, "");
    }};
    Hook hook{
        server.url(),
        R"(,"headers":{"X-A":"1","Content-Type":"application/vnd.x+json",)"
        R"("X-Key":{"$secret":"headers.X-Key"}})"};
    CHECK(hook.one("a").verdict == Verdict::auth_failed);
    hook.host.set_secret("headers.X-Key", "key-2");
    CHECK(hook.one("b").verdict == Verdict::delivered);
    const std::string request = server.requests().at(1);
    CHECK(header_of(request, "X-A") == "1");
    CHECK(header_of(request, "Content-Type") == "application/vnd.x+json");
    CHECK(request.find("application/json") == std::string::npos);
}

TEST_CASE("a receiver can check who signed the body, and when") {
    AnsweringServer server{[](const std::string&) { return reply(200, ""); }};
    Hook hook{
        server.url(),
        R"(,"signature":{"secret":{"$secret":"signature.secret"},"header":"X-Signature"})"};
    CHECK(hook.one("a").verdict == Verdict::delivered);
    const std::string request = server.requests().at(0);
    const std::string signature = header_of(request, "X-Signature");
    REQUIRE(signature.starts_with("t="));
    const std::string time = signature.substr(2, signature.find(',') - 2);
    CHECK(
        signature ==
        "t=" + time + ",v1=" + sluice::http::hmac_sha256("hush", time + "." + body_of(request))
    );
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    CHECK(std::chrono::abs(now - std::chrono::seconds{std::stoll(time)}) < 60s);
}

TEST_CASE("without its secret nothing is sent unsigned") {
    AnsweringServer server{[](const std::string&) { return reply(200, ""); }};
    Hook hook{server.url(), R"(,"signature":{"secret":{"$secret":"gone"}})"};
    const auto result = hook.one("a");
    CHECK(result.verdict == Verdict::auth_failed);
    CHECK(result.code == "missing_credentials");
    CHECK(server.requests().empty());
}

TEST_CASE("a batch is one array, and the reply's statuses go to their records") {
    test::Gate gate;
    AnsweringServer server{[&](const std::string& request) {
        gate.pass();
        return body_of(request).find("first") != std::string::npos
                   ? reply(200, "thanks")
                   : reply(207, R"({"results":[{"status":200},{"status":503}]})");
    }};
    Hook hook{server.url(), R"(,"connections":1,"batch":{"max_records":3})"};
    hook.add("first", "gold");
    hook.send();
    REQUIRE(server.wait_for("POST", 1));
    hook.add("a", "1");
    hook.add("bad", "\xff");
    hook.add("b", "2");
    hook.send();
    gate.open();
    auto results = hook.results();
    CHECK(results.at(0).verdict == Verdict::delivered);
    CHECK(results.at(1).verdict == Verdict::delivered);
    CHECK(results.at(2).code == "not_utf8");
    CHECK(results.at(2).requests == 0);
    CHECK(results.at(3).verdict == Verdict::retry);
    CHECK(results.at(3).vendor_code == 503);
    CHECK_FALSE(results.at(3).whole_destination);
    CHECK(server.requests().size() == 2);
    CHECK(body_of(server.requests().at(1)) == R"([{"id":"a","tier":"1"},{"id":"b","tier":"2"}])");
    CHECK(header_of(server.requests().at(1), "Idempotency-Key").empty());
}

TEST_CASE("statuses by index count the records that were sent, in ndjson as in an array") {
    test::Gate gate;
    std::atomic<bool> is_first{true};
    AnsweringServer server{[&](const std::string&) {
        gate.pass();
        return is_first.exchange(false) ? reply(200, "")
                                        : reply(200, R"({"errors":[{"index":1,"status":409}]})");
    }};
    Hook hook{server.url(), R"(,"connections":1,"batch":{"max_records":10,"format":"ndjson"})"};
    hook.add("first", "gold");
    hook.send();
    REQUIRE(server.wait_for("POST", 1));
    hook.add("bad", "\xff");
    hook.add("a", "1");
    hook.add("b", "2\n");
    hook.add("c", "3");
    hook.send();
    gate.open();
    auto results = hook.results();
    CHECK(results.at(2).verdict == Verdict::delivered);
    CHECK(results.at(3).verdict == Verdict::rejected);
    CHECK(results.at(4).verdict == Verdict::delivered);
    CHECK(
        body_of(server.requests().at(1)) ==
        "{\"id\":\"a\",\"tier\":\"1\"}\n{\"id\":\"b\",\"tier\":\"2\\n\"}\n"
        "{\"id\":\"c\",\"tier\":\"3\"}\n"
    );
    CHECK(header_of(server.requests().at(1), "Content-Type") == "application/x-ndjson");
}

TEST_CASE("a batch that fails as a whole has one verdict for all") {
    AnsweringServer server{[](const std::string&) {
        return reply(503, R"({"results":[{"status":200}]})", "Retry-After: 7\r\n");
    }};
    Hook hook{server.url(), R"(,"batch":{})"};
    const auto result = hook.one("a");
    CHECK(result.verdict == Verdict::retry);
    CHECK(result.whole_destination);
    CHECK(result.retry_after == 7s);
}

TEST_CASE("a name that leads to a private address is refused, unless it is allowed") {
    AnsweringServer server{[](const std::string&) { return reply(200, ""); }};
    // The system's resolver takes 127.1 for 127.0.0.1, as it would a name of somebody else's DNS.
    const std::string port = server.url().substr(server.url().rfind(':'));
    Hook refused{"https://127.1" + port};
    const auto result = refused.one("a");
    CHECK(result.verdict == Verdict::retry);
    CHECK(result.whole_destination);
    CHECK(result.code == "private_address");
    CHECK(result.message.find("allow_private") != std::string::npos);
    CHECK(server.connections() == 0);
    Hook allowed{"https://127.1" + port, R"(,"allow_private":true)"};
    CHECK(allowed.one("a").code != "private_address");
    CHECK(server.connections() == 1);
}

TEST_CASE("oauth fetches a token for the requests") {
    AnsweringServer server{[](const std::string& request) {
        return test::is_for(request, "/token") ? reply(200, R"({"access_token":"abc"})")
                                               : reply(200, "");
    }};
    Hook hook{
        server.url(),
        R"(,"oauth":{"token_url":")" + server.url() +
            R"(/token","client_id":"i","client_secret":{"$secret":"oauth.client_secret"}})"};
    CHECK(hook.one("a").verdict == Verdict::delivered);
    CHECK(header_of(server.requests().at(1), "Authorization") == "Bearer abc");
}

TEST_CASE("a configuration that cannot work fails at init") {
    test::TestHost host;
    test::TestSpec spec{"send", R"({"url":"http://a.example"})"};
    spec.field("field.id");
    test::LiveInstance<webhook::Destination> instance{host, spec};
    CHECK(instance.rc() == SLUICE_E_INVALID);
    CHECK(host.has_issue("/config/url", "bad_url"));
}
