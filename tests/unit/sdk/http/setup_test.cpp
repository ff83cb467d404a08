#include "sdk/http/setup.hpp"
#include "tests/unit/sdk/http/loopback.hpp"

#include <stdexcept>

using sluice::http::Settings;
using sluice::http::Setup;

TEST_CASE("settings that can be used make a setup") {
    Settings settings = loopback::settings();
    settings.proxy = "http://proxy.example:3128";
    const Setup setup{settings};
    CHECK(setup.proxy == sluice::http::Endpoint{"proxy.example", 3128, false});
    CHECK_FALSE(Setup{Settings{}}.proxy);
}

TEST_CASE("settings that cannot be used are refused with what was expected and found") {
    Settings settings;
    std::string expected;
    SECTION("a CA file that is not there") {
        settings.ca_file = "/nowhere/ca.pem";
        expected = "expected certificates in PEM in the CA file /nowhere/ca.pem, found: ";
    }
    SECTION("a CA file without a certificate") {
        settings.ca_file = "/dev/null";
        expected = "expected certificates in PEM in the CA file /dev/null, found: ";
    }
    SECTION("a proxy by https") {
        settings.proxy = "https://proxy.example";
        expected = "expected the proxy as \"http://host:port\", found \"https://proxy.example\"";
    }
    SECTION("no connection at all") {
        settings.connections = 0;
        expected = "expected at least 1 HTTP connection, found 0";
    }
    CHECK_THROWS_WITH(Setup{settings}, Catch::StartsWith(expected));
}
