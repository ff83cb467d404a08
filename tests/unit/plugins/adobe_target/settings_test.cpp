#include "adobe_target/settings.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

std::vector<sluice::ConfigFault> faults_of(const std::string& config) {
    std::vector<sluice::ConfigFault> faults;
    read_settings(config, faults);
    return faults;
}

bool has(const std::vector<sluice::ConfigFault>& faults, const std::string& path) {
    return std::any_of(faults.begin(), faults.end(), [&](const sluice::ConfigFault& fault) {
        return fault.path == path;
    });
}

// With profile_auth none, so that the client code is enough.
std::string with(const std::string& rest) {
    return R"({"client_code":"acme","profile_auth":"none")" + rest + "}";
}

}  // namespace

TEST_CASE("the client code alone gives every documented default") {
    std::vector<sluice::ConfigFault> faults;
    const Settings settings = read_settings(with(""), faults);
    REQUIRE(faults.empty());
    CHECK(settings.client_code == "acme");
    CHECK(settings.path_segment.empty());
    CHECK(settings.connections == 64);
    CHECK(settings.timeout == std::chrono::seconds{30});
    CHECK(settings.mbox == "sluice-profile-update");
    CHECK(settings.carrier == Carrier::mbox);
    CHECK(settings.empty.kind == EmptyRule::Kind::drop);
    CHECK(settings.bad_attribute == BadAttribute::drop);
    CHECK(settings.max_value_length == 256);
    CHECK(settings.accepted == AcceptedReplies::documented);
    CHECK_FALSE(settings.target);
    CHECK(settings.ims.endpoint.host == "ims-na1.adobelogin.com");
    CHECK(settings.admin.authority == "mc.adobe.io");
    CHECK(settings.scopes.find("target_sdk") != std::string::npos);
}

TEST_CASE("profile_auth says what else is mandatory") {
    const auto automatic = faults_of(R"({"client_code":"acme"})");
    CHECK(automatic.size() == 3);
    CHECK(has(automatic, "/config/tenant_id"));
    CHECK(has(automatic, "/config/client_id"));
    CHECK(has(automatic, "/config/client_secret"));
    CHECK(
        has(faults_of(R"({"client_code":"acme","profile_auth":"token"})"), "/config/profile_token")
    );
    CHECK(has(faults_of(R"({"client_code":"acme","profile_auth":"maybe"})"), "/config/profile_auth")
    );
    std::vector<sluice::ConfigFault> faults;
    const Settings settings = read_settings(
        R"({"client_code":"acme","profile_auth":"token","profile_token":{"$secret":"profile_token"}})",
        faults
    );
    CHECK(faults.empty());
    CHECK(settings.profile_token == "profile_token");
    CHECK(settings.profile_auth == ProfileAuth::token);
}

TEST_CASE("the client code is a DNS label, since it becomes part of a host name") {
    for (const std::string bad :
         {"", "a.evil.example", "a/b", "-a", "a-", "a b", "a_b", "\xC3\xBC"}) {
        CAPTURE(bad);
        CHECK(
            has(faults_of(R"({"profile_auth":"none","client_code":")" + bad + "\"}"),
                "/config/client_code")
        );
    }
    CHECK(
        has(faults_of(R"({"profile_auth":"none","client_code":")" + std::string(64, 'a') + "\"}"),
            "/config/client_code")
    );
}

TEST_CASE("each setting is held to its rule, all faults at once") {
    const auto faults = faults_of(with(
        R"(,"path_segment":"a/b","tenant_id":"a.b","client_id":"a b","connections":0,"timeout":"1h","mbox":"a<b",)"
        R"("carrier":"pigeon","empty":"","bad_attribute":"keep","max_value_length":5001,"accept_any_2xx":"yes",)"
        R"("endpoints":{"target":"http://example.com","ims":"ftp://x","admim":"x"},"tls":{"ca":"x"},"spare":1)"
    ));
    for (const char* path :
         {"/config/path_segment",
          "/config/tenant_id",
          "/config/client_id",
          "/config/connections",
          "/config/timeout",
          "/config/mbox",
          "/config/carrier",
          "/config/empty",
          "/config/bad_attribute",
          "/config/max_value_length",
          "/config/accept_any_2xx",
          "/config/endpoints/target",
          "/config/endpoints/ims",
          "/config/endpoints/admim",
          "/config/tls/ca",
          "/config/spare"}) {
        CAPTURE(path);
        CHECK(has(faults, path));
    }
    CHECK(faults.size() == 16);
}

TEST_CASE("empty is drop, reject, or the text to send instead") {
    std::vector<sluice::ConfigFault> faults;
    CHECK(
        read_settings(with(R"(,"empty":"reject")"), faults).empty.kind == EmptyRule::Kind::reject
    );
    const Settings replaced = read_settings(with(R"(,"empty":"none")"), faults);
    CHECK(replaced.empty.kind == EmptyRule::Kind::replace);
    CHECK(replaced.empty.replacement == "none");
    CHECK(faults.empty());
}

TEST_CASE("an mbox name may hold what Adobe allows, and not end in -clicked") {
    CHECK(faults_of(with(R"(,"mbox":"a-b,c.d_e/f=g`h:i;j&k!l@m#n$o%p^q*r()+|s?t~u[]{}")")).empty());
    CHECK(has(faults_of(with(R"(,"mbox":"a b")")), "/config/mbox"));
    CHECK(has(faults_of(with(R"(,"mbox":"offer-clicked")")), "/config/mbox"));
}
