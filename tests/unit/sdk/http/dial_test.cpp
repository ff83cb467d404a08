#include "sdk/http/dial.hpp"
#include "tests/unit/sdk/http/loopback.hpp"

#include <boost/asio/co_spawn.hpp>

namespace {

using loopback::check_failed;
using loopback::get;
using loopback::Kind;
using loopback::plain;
using sluice::http::Connection;
using sluice::http::Lookup;
using sluice::http::Operation;
using sluice::http::Pool;
using support::ScriptedServer;
using namespace std::chrono_literals;

boost::asio::ip::tcp::endpoint address(std::uint16_t port) {
    return {boost::asio::ip::address_v4::loopback(), port};
}

// Connects to one of `ports` in turn; gives the error and whether a connection stands.
boost::system::error_code
connect(const std::vector<std::uint16_t>& ports, std::chrono::milliseconds limit) {
    boost::asio::io_context context{1};
    const auto pool = std::make_shared<Pool>(context, sluice::http::Settings{});
    const sluice::http::Endpoint endpoint = plain(ports.back());
    Operation operation{endpoint, std::chrono::steady_clock::now() + limit};
    REQUIRE(pool->watch(operation));
    sluice::http::Lease lease = pool->take(endpoint);
    operation.waits_for(&*lease);
    Lookup lookup;
    for (const std::uint16_t port : ports) {
        lookup.addresses.push_back(address(port));
    }
    boost::system::error_code error;
    bool has_ended = false;
    boost::asio::co_spawn(
        context,
        sluice::http::connect_to_one(operation, *lease, lookup),
        [&](const std::exception_ptr& bug, boost::system::error_code result) {
            REQUIRE_FALSE(bug);
            error = result;
            has_ended = true;
        }
    );
    while (!has_ended && context.run_one() != 0) {
    }
    REQUIRE(has_ended);
    return error;
}

}  // namespace

TEST_CASE("a host that refuses is a failure to connect that names it") {
    const std::uint16_t port = support::refusing_port();
    support::HttpCaller caller;
    const std::string expected =
        "cannot connect to 127.0.0.1:" + std::to_string(port) + ": Connection refused";
    check_failed(caller.ask(plain(port), get), Kind::connect, false, expected);
    CHECK(caller.client().opened() == 0);
}

TEST_CASE("a proxy that refuses is named with the endpoint behind it") {
    const std::uint16_t port = support::refusing_port();
    sluice::http::Settings settings = loopback::settings();
    settings.proxy = "http://127.0.0.1:" + std::to_string(port);
    support::HttpCaller caller{settings};
    const std::string expected = "cannot connect to the proxy 127.0.0.1:" + std::to_string(port) +
                                 " for acme.example:443: Connection refused";
    const auto& answer = caller.ask(loopback::secure(443, "acme.example"), get);
    check_failed(answer, Kind::connect, false, expected);
}

TEST_CASE("the addresses of a host are tried in turn until one accepts") {
    const ScriptedServer server{loopback::answer_all};
    CHECK_FALSE(connect({support::refusing_port(), server.port()}, 30s));
}

TEST_CASE("an address that does not answer leaves time for the next one") {
    const ScriptedServer server{loopback::answer_all};
    const support::SilentPort silent;
    CHECK_FALSE(connect({silent.port(), server.port()}, 2s));
}

TEST_CASE("the error of the last address is the one that is told") {
    const support::SilentPort silent;
    CHECK(
        connect({silent.port(), support::refusing_port()}, 1s) ==
        boost::system::errc::connection_refused
    );
}
