#include "adobe_target/net/adobe_io.hpp"
#include "tests/support/await.hpp"
#include "tests/unit/plugins/adobe_target/adobe.hpp"

#include <catch2/catch.hpp>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)
using test::Adobe;
using test::reply;

namespace {

Settings settings_at(const std::string& url) {
    std::vector<sluice::ConfigFault> faults;
    Settings settings = read_settings(test::config_at(url, ""), faults);
    REQUIRE(faults.empty());
    return settings;
}

}  // namespace

TEST_CASE("a path of the endpoint stands before Adobe's own, and Host names the endpoint") {
    Adobe adobe{
        [](const std::string&) { return reply(200, R"({"access_token":"t","expires_in":10})"); }};
    const Settings settings = settings_at(adobe.url() + "/stand-in");
    boost::asio::io_context context{1};
    sluice::http::Client client{context, {}};
    AdobeIo io{client, settings};
    const auto token = test::await(context, io.access_token("s&1"));
    REQUIRE(token);
    CHECK(token->value == "t");
    const auto requests = adobe.requests();
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].starts_with("POST /stand-in/ims/token/v3 HTTP/1.1\r\n"));
    CHECK(requests[0].find("Host: " + adobe.url().substr(7) + "\r\n") != std::string::npos);
    CHECK(requests[0].find("client_secret=s%261&") != std::string::npos);
}

TEST_CASE("a call without a reply makes the whole destination wait, under the name of who was asked"
) {
    const Settings settings =
        settings_at("http://127.0.0.1:" + std::to_string(support::refusing_port()));
    boost::asio::io_context context{1};
    sluice::http::Client client{context, {}};
    AdobeIo io{client, settings};
    const auto access = test::await(context, io.access_token("s"));
    REQUIRE_FALSE(access);
    CHECK(access.error().code == "ims_unavailable");
    const auto needed = test::await(context, io.profile_authentication("t"));
    REQUIRE_FALSE(needed);
    CHECK(needed.error().code == "admin_unavailable");
    const auto token = test::await(context, io.profile_token("t"));
    REQUIRE_FALSE(token);
    CHECK(token.error().whole_destination);
}
