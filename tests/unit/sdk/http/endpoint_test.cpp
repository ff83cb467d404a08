#include "sdk/http/endpoint_name.hpp"
#include "sdk/http/proxy.hpp"

#include <sluice/http/endpoint.hpp>

#include <catch2/catch.hpp>

namespace {

using sluice::http::Endpoint;
using sluice::http::parse_endpoint;
using sluice::http::parse_proxy;

struct Good {
    std::string url;
    Endpoint endpoint;
    std::string path;
    std::string authority;
};

bool mentions(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an endpoint's URL gives its address, its path and what a Host header wants") {
    const auto good = GENERATE(values<Good>({
        {"https://acme.tt.omtrdc.net", {"acme.tt.omtrdc.net", 443, true}, "", "acme.tt.omtrdc.net"},
        {"https://acme.tt.omtrdc.net/",
         {"acme.tt.omtrdc.net", 443, true},
         "",
         "acme.tt.omtrdc.net"},
        {"HTTPS://ACME.TT.omtrdc.net:443",
         {"acme.tt.omtrdc.net", 443, true},
         "",
         "acme.tt.omtrdc.net"},
        {"https://a.example:8443/m2/acme/",
         {"a.example", 8443, true},
         "/m2/acme",
         "a.example:8443"},
        {"https://a.example/a%20b", {"a.example", 443, true}, "/a%20b", "a.example"},
        {"http://127.0.0.1:8080/x", {"127.0.0.1", 8080, false}, "/x", "127.0.0.1:8080"},
        {"http://127.9.9.9", {"127.9.9.9", 80, false}, "", "127.9.9.9"},
        {"http://localhost:1", {"localhost", 1, false}, "", "localhost:1"},
        {"http://[::1]:65535", {"::1", 65535, false}, "", "[::1]:65535"},
        {"https://[2001:db8::1]/p", {"2001:db8::1", 443, true}, "/p", "[2001:db8::1]"},
    }));
    CAPTURE(good.url);
    const auto parsed = parse_endpoint(good.url);
    REQUIRE(parsed);
    CHECK(parsed.value().endpoint == good.endpoint);
    CHECK(parsed.value().path == good.path);
    CHECK(parsed.value().authority == good.authority);
}

TEST_CASE("what is no endpoint's URL is refused with what was expected and found") {
    const auto [url, found] = GENERATE(table<std::string, std::string>({
        {"", "found \"\""},
        {"acme.tt.omtrdc.net", "found \"acme.tt.omtrdc.net\""},
        {"ftp://a.example", "another scheme than https and http in \"ftp://a.example\""},
        {"https:///path", "no host name or address"},
        {"https:opaque", "no host name or address"},
        {"https://a b", "found \"https://a b\""},
        {"https://a%0d%0ab.example", "no host name or address"},
        {"https://a.example:0", "a port that is not between 1 and 65535"},
        {"https://a.example:65536", "a port that is not between 1 and 65535"},
        {"https://a.example:99999999999", "a port that is not between 1 and 65535"},
        {"https://a.example:80x", "a port that is not a number"},
        {"https://a.example?x=1", "a query or a fragment"},
        {"https://a.example#x", "a query or a fragment"},
        {"http://a.example", "http is for loopback alone"},
        {"http://128.0.0.1", "http is for loopback alone"},
        {"http://[::2]", "http is for loopback alone"},
    }));
    CAPTURE(url);
    const auto parsed = parse_endpoint(url);
    REQUIRE_FALSE(parsed);
    CHECK(mentions(parsed.error(), "expected \"https://host[:port][/path]\", found "));
    CHECK(mentions(parsed.error(), found));
}

TEST_CASE("the error about an endpoint's URL never repeats what may be a secret") {
    const std::string url = GENERATE(
        as<std::string>{},
        "https://user:hunter2@a.example",
        "https://a.example?key=hunter2",
        "https://user:hunter2@a b",
        "ftp://user:hunter2@a.example"
    );
    CAPTURE(url);
    const auto as_endpoint = parse_endpoint(url);
    REQUIRE_FALSE(as_endpoint);
    CHECK_FALSE(mentions(as_endpoint.error(), "hunter2"));
    const auto as_proxy = parse_proxy(url);
    REQUIRE_FALSE(as_proxy);
    CHECK_FALSE(mentions(as_proxy.error(), "hunter2"));
}

TEST_CASE("a proxy is http on any host, without path or user") {
    const auto proxy = parse_proxy("http://proxy.example:3128/");
    REQUIRE(proxy);
    CHECK(proxy.value() == Endpoint{"proxy.example", 3128, false});

    const std::string url = GENERATE(
        as<std::string>{},
        "https://proxy.example:3128",
        "http://proxy.example:3128/path",
        "http://proxy.example:3128?q",
        "http://user@proxy.example:3128",
        "proxy.example:3128",
        "proxy.example"
    );
    CAPTURE(url);
    const auto refused = parse_proxy(url);
    REQUIRE_FALSE(refused);
    CHECK(mentions(refused.error(), "expected the proxy as \"http://host:port\", found "));
}

TEST_CASE("messages name an endpoint with its port, an IPv6 address in brackets") {
    CHECK(sluice::http::name_of(Endpoint{"a.example", 443, true}) == "a.example:443");
    CHECK(sluice::http::name_of(Endpoint{"::1", 8443, true}) == "[::1]:8443");
}
