#include "sdk/http/may_reach.hpp"
#include "tests/unit/sdk/http/loopback.hpp"

#include <string>

using boost::asio::ip::make_address;
using loopback::check_came;
using loopback::check_failed;
using loopback::get;
using loopback::Kind;
using sluice::http::Endpoint;
using sluice::http::may_reach;
using sluice::http::Reach;
using support::HttpCaller;

namespace {

Endpoint named(std::string host) {
    Endpoint endpoint;
    endpoint.host = std::move(host);
    return endpoint;
}

sluice::http::Settings public_only() {
    sluice::http::Settings settings;
    settings.reach = Reach::public_addresses;
    return settings;
}

}  // namespace

TEST_CASE("a name that leads to a private address is not followed, whatever the name") {
    CHECK(may_reach(Reach::public_addresses, named("api.example.com"), make_address("8.8.8.8")));
    for (const std::string address : {"10.0.0.1", "127.0.0.1", "169.254.169.254", "fd00::1"}) {
        CHECK_FALSE(
            may_reach(Reach::public_addresses, named("api.example.com"), make_address(address))
        );
        CHECK(may_reach(Reach::any_address, named("api.example.com"), make_address(address)));
    }
}

TEST_CASE("loopback is reached where the endpoint itself says so") {
    CHECK(may_reach(Reach::public_addresses, named("127.0.0.1"), make_address("127.0.0.1")));
    CHECK(may_reach(Reach::public_addresses, named("localhost"), make_address("::1")));
    CHECK(may_reach(Reach::public_addresses, named("::1"), make_address("::1")));
    CHECK_FALSE(may_reach(Reach::public_addresses, named("localhost"), make_address("10.0.0.1")));
    CHECK_FALSE(may_reach(Reach::public_addresses, named("127.1"), make_address("127.0.0.1")));
}

TEST_CASE("a client that keeps to public addresses opens no connection to others") {
    const support::ScriptedServer server{loopback::answer_all};
    HttpCaller caller{public_only()};
    check_came(caller.ask(loopback::plain(server.port()), get));
    for (const std::string host : {"10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1"}) {
        Endpoint endpoint = named(host);
        check_failed(caller.ask(endpoint, get), Kind::forbidden, false, "a public address");
    }
    // The system's resolver takes each of these for 127.0.0.1.
    for (const std::string host : {"127.1", "2130706433", "0x7f.1"}) {
        const Endpoint endpoint{host, server.port(), false};
        check_failed(caller.ask(endpoint, get), Kind::forbidden, false, "found 127.0.0.1");
    }
    CHECK(server.accepted() == 1);
}

TEST_CASE("an address that is private is not asked of a proxy either, a name is") {
    const support::ScriptedServer proxy{[](support::Peer& peer) {
        while (peer.request()) {
            peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        }
    }};
    sluice::http::Settings settings = public_only();
    settings.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    HttpCaller caller{settings};
    check_failed(caller.ask(named("10.0.0.1"), get), Kind::forbidden, false, "a public address");
    CHECK(proxy.accepted() == 0);
    check_failed(caller.ask(named("api.example.com"), get), Kind::connect, false, "proxy");
    CHECK(proxy.accepted() == 1);
}
