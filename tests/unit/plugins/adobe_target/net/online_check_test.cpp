#include "adobe_target/net/online_check.hpp"
#include "tests/support/await.hpp"
#include "tests/support/test_host.hpp"
#include "tests/unit/plugins/adobe_target/adobe.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)
using test::Adobe;
using test::is_for;
using test::reply;

namespace {

const std::string documented_404 = reply(
    404,
    R"({"status" : 404, "message" : "No profile found for client acme with third party id=nobody"})"
);

std::string good(const std::string& request) {
    if (is_for(request, "/ims/token")) {
        return reply(200, R"({"access_token":"ims-1","expires_in":86399})");
    }
    if (is_for(request, "/clients/settings")) {
        return reply(200, R"({"enableProfileApiAuthentication":true})");
    }
    return is_for(request, "/authentication/token") ? reply(200, R"({"accessToken":"profile-1"})")
                                                    : documented_404;
}

CheckReport check(const std::string& url, const std::string& rest = "") {
    test::TestHost host;
    host.set_secret("client_secret", "secret-1");
    std::vector<sluice::ConfigFault> faults;
    const Settings settings = read_settings(test::config_at(url, rest), faults);
    REQUIRE(faults.empty());
    sluice::SecretBox secrets{{"client_secret", "profile_token"}};
    secrets.fill(host.host());
    boost::asio::io_context context{1};
    sluice::http::Client client{context, {}};
    TokenCache tokens{context, client, settings, secrets, host.host()};
    CheckReport report = test::await(context, online_check(client, tokens, settings, "nobody"));
    client.cancel();
    context.restart();
    context.run();
    return report;
}

}  // namespace

TEST_CASE("a good account passes: token, settings, profile token, and the profile that nobody has"
) {
    Adobe adobe{good};
    const CheckReport report = check(adobe.url());
    CHECK(report.rc == SLUICE_OK);
    CHECK(report.warnings.empty());
    const auto requests = adobe.requests();
    REQUIRE(requests.size() == 4);
    CHECK(requests[3].starts_with(
        "GET /rest/v1/profiles/thirdPartyId/nobody?client=acme HTTP/1.1\r\n"
    ));
    CHECK(requests[3].find("Host: acme.tt.omtrdc.net\r\n") != std::string::npos);
    CHECK(requests[3].find("Authorization: Bearer profile-1\r\n") != std::string::npos);
}

TEST_CASE("with profile_auth none only the profile is asked for, without a token") {
    Adobe adobe{good};
    CHECK(check(adobe.url(), R"(,"profile_auth":"none")").rc == SLUICE_OK);
    REQUIRE(adobe.requests().size() == 1);
    CHECK(adobe.requests()[0].find("Authorization") == std::string::npos);
}

TEST_CASE("each failure has its code, its setting and the screen where it is mended") {
    struct Row {
        std::string_view path;
        std::string answer;
        sluice_rc rc;
        std::string setting;
        std::string screen;
    };
    const std::vector<Row> rows{
        {"/ims/token",
         reply(
             400,
             R"({"error":"invalid_client","error_description":"invalid client_secret parameter"})"
         ),
         SLUICE_E_AUTH,
         "/config/client_secret",
         "OAuth Server-to-Server"},
        {"/ims/token", reply(503, ""), SLUICE_E_UNAVAILABLE, "", "no access token"},
        {"/ims/token", reply(404, ""), SLUICE_E_INVALID, "/config/endpoints", "endpoints.ims"},
        {"/clients/settings",
         reply(401, ""),
         SLUICE_E_AUTH,
         "/config/client_id",
         "Adobe Developer Console"},
        {"/authentication/token",
         reply(404, ""),
         SLUICE_E_AUTH,
         "/config/profile_auth",
         "Administration > Implementation"},
        {"/authentication/token",
         reply(403, ""),
         SLUICE_E_AUTH,
         "/config/client_id",
         "Admin Console"},
        {"/rest/v1/profiles",
         reply(403, ""),
         SLUICE_E_AUTH,
         "/config/profile_auth",
         "Administration > Implementation"},
        {"/rest/v1/profiles",
         reply(404, "<html>"),
         SLUICE_E_INVALID,
         "/config/client_code",
         "client_code"},
        {"/rest/v1/profiles", reply(500, ""), SLUICE_E_UNAVAILABLE, "", "answered 500"},
        {"/rest/v1/profiles", "", SLUICE_E_UNAVAILABLE, "", "127.0.0.1"},
    };
    for (const Row& row : rows) {
        Adobe adobe{[&](const std::string& request) {
            return is_for(request, row.path) ? row.answer : good(request);
        }};
        const CheckReport report = check(adobe.url());
        CAPTURE(row.path, row.answer, report.fault.message);
        CHECK(report.rc == row.rc);
        CHECK(report.fault.path == row.setting);
        CHECK(report.fault.message.find(row.screen) != std::string::npos);
    }
}

TEST_CASE("settings that cannot be read are a warning that points at the tenant") {
    Adobe adobe{[](const std::string& request) {
        return is_for(request, "/clients/settings") ? reply(404, "") : good(request);
    }};
    const CheckReport report = check(adobe.url());
    CHECK(report.rc == SLUICE_OK);
    REQUIRE(report.warnings.size() == 1);
    CHECK(report.warnings[0].path == "/config/tenant_id");
}
