#include "webhook/settings.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace webhook;               // NOLINT(google-build-using-namespace): the room under test
using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)

namespace {

const std::vector<std::string> names{"id", "tier"};

Settings good(const std::string& config) {
    std::vector<sluice::ConfigFault> faults;
    Settings settings = read_settings(config, names, faults);
    for (const auto& fault : faults) {
        FAIL_CHECK(fault.message);
    }
    return settings;
}

// "/config/url bad_url" of each fault.
std::string faults_of(const std::string& config) {
    std::vector<sluice::ConfigFault> faults;
    static_cast<void>(read_settings(config, names, faults));
    std::string all;
    for (const auto& fault : faults) {
        all += fault.path + " " + fault.code + "\n";
    }
    return all;
}

std::string with(const std::string& rest) {
    return R"({"url":"https://a.example/hook",)" + rest + "}";
}

}  // namespace

TEST_CASE("a URL alone is a whole configuration") {
    const Settings settings = good(R"({"url":"https://a.example/hook"})");
    CHECK(settings.method == "POST");
    CHECK(settings.endpoint.endpoint.host == "a.example");
    CHECK(settings.endpoint.path.empty());
    CHECK(settings.body->kind == BodyNode::Kind::fields);
    CHECK_FALSE(settings.batch);
    CHECK(settings.max_records == 1);
    CHECK(settings.timeout == 30s);
    CHECK(settings.client.connections == 16);
    CHECK(settings.client.reach == sluice::http::Reach::public_addresses);
}

TEST_CASE("every setting is read") {
    const Settings settings = good(
        with(R"("method":"PUT","headers":{"X-A":"1","X-Key":{"$secret":"headers.X-Key"}},)"
             R"("body":{"user":"{{id}}"},"signature":{"secret":{"$secret":"signature.secret"}},)"
             R"("batch":{"max_records":50,"format":"ndjson"},"allow_private":true,"connections":2,)"
             R"("timeout":"5s","tls":{"ca_file":"ca.pem"},"proxy":"http://p:3128",)"
             R"("oauth":{"token_url":"https://l.example/t","client_id":"i",)"
             R"("client_secret":{"$secret":"oauth.client_secret"},"scope":"s"})")
    );
    CHECK(settings.method == "PUT");
    REQUIRE(settings.headers.size() == 2);
    CHECK(settings.headers[0].value == "1");
    CHECK(settings.headers[1].secret == "headers.X-Key");
    CHECK(settings.headers[1].value.empty());
    CHECK(settings.body->kind == BodyNode::Kind::object);
    CHECK(settings.signature->header == "X-Sluice-Signature");
    CHECK(settings.batch == BatchFormat::ndjson);
    CHECK(settings.max_records == 50);
    CHECK(settings.client.reach == sluice::http::Reach::any_address);
    CHECK(settings.client.ca_file == "ca.pem");
    CHECK(settings.oauth->client_secret == "oauth.client_secret");
    CHECK_FALSE(good(with(R"("body":"none")")).body);
}

TEST_CASE("http is for loopback alone, and a host has no placeholder") {
    good(R"({"url":"http://127.0.0.1:8080/x"})");
    CHECK(faults_of(R"({"url":"http://a.example/x"})") == "/config/url bad_url\n");
    CHECK(
        faults_of(R"({"url":"http://10.0.0.1/x","allow_private":true})") == "/config/url bad_url\n"
    );
    CHECK(faults_of(R"({"url":"https://{{id}}/x"})") == "/config/url bad_url\n");
    CHECK(faults_of(R"({"url":"https://user:pw@a.example/x"})") == "/config/url bad_url\n");
}

TEST_CASE("headers that would change the request's frame are refused") {
    CHECK(
        faults_of(with(R"("headers":{"Host":"b.example"})")) ==
        "/config/headers/Host reserved_header\n"
    );
    CHECK(
        faults_of(with(R"("headers":{"X-A":"1","x-a":"2"})")) ==
        "/config/headers/x-a reserved_header\n"
    );
    CHECK(
        faults_of(with(R"("headers":{"X-A":"1\r\nX-B: 2"})")) ==
        "/config/headers/X-A bad_header_value\n"
    );
    CHECK(faults_of(with(R"("headers":{"X A":"1"})")) == "/config/headers/X A bad_header_name\n");
}

TEST_CASE("settings that contradict each other are found") {
    CHECK(
        faults_of(R"({"url":"https://a.example/{{id}}","batch":{}})") ==
        "/config/url placeholder_in_batch\n"
    );
    CHECK(faults_of(with(R"("body":"none","batch":{})")) == "/config/body no_body_in_batch\n");
    CHECK(
        faults_of(
            with(R"("headers":{"Authorization":"x"},"oauth":{"token_url":"https://l.example/t",)"
                 R"("client_id":"i","client_secret":{"$secret":"s"}})")
        ) == "/config/oauth two_authorizations\n"
    );
    CHECK(faults_of(with(R"("signature":{})")) == "/config/signature/secret missing_setting\n");
    CHECK(faults_of(with(R"("body":{"a":"{{nobody}}"})")) == "/config/body bad_body\n");
    CHECK(faults_of(with(R"("colour":"red")")) == "/config/colour unknown_setting\n");
}
