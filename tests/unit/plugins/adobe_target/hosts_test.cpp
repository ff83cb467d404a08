#include "adobe_target/hosts.hpp"

#include <catch2/catch.hpp>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

TEST_CASE("requests go to Adobe's own hosts by TLS, unless an endpoint is configured") {
    Settings settings;
    sluice::http::Endpoint endpoint;
    std::string host;
    edge_host("35", host);
    CHECK(host == "mboxedge35.tt.omtrdc.net");
    CHECK(client_host("acme") == "acme.tt.omtrdc.net");
    set_endpoint(settings, host, endpoint);
    CHECK(
        endpoint ==
        sluice::http::Endpoint{.host = "mboxedge35.tt.omtrdc.net", .port = 443, .tls = true}
    );
    CHECK(target_prefix(settings).empty());

    settings.target = *sluice::http::parse_endpoint("http://127.0.0.1:8080/stand-in");
    set_endpoint(settings, host, endpoint);
    CHECK(endpoint == sluice::http::Endpoint{.host = "127.0.0.1", .port = 8080, .tls = false});
    CHECK(target_prefix(settings) == "/stand-in");
}
