#include "live_sandbox.hpp"
#include "tests/sandbox/server.hpp"

#include <boost/system/system_error.hpp>
#include <catch2/catch.hpp>

using namespace sandbox;
using namespace sandbox::test;

TEST_CASE("requests on one kept connection are answered in turn, over http and https") {
    for (const Scheme scheme : {Scheme::http, Scheme::https}) {
        LiveSandbox live(scheme);
        Client client(live.port(), live.ca_pem());
        for (int i = 0; i < 100; ++i) {
            const std::string reply = client.exchange(update_request("crm-" + std::to_string(i)));
            REQUIRE_THAT(reply, Catch::Contains("Request successfully submitted"));
        }
        client.end();
        CHECK(live.await_count(R"("requests":100,"accepted":100,"scripted":0,"unique_ids":100)"));
    }
}

TEST_CASE("the url names scheme and port, and http has no certificate") {
    State state({}, 1, Moment{});
    const Server plain(state, Scheme::http, 0);
    CHECK(plain.url() == "http://127.0.0.1:" + std::to_string(plain.port()));
    CHECK(plain.ca_pem().empty());
    const Server secure(state, Scheme::https, 0);
    CHECK_THAT(secure.url(), Catch::StartsWith("https://127.0.0.1:"));
    CHECK_THAT(secure.ca_pem(), Catch::StartsWith("-----BEGIN CERTIFICATE-----"));
}

TEST_CASE("a port that is taken is an error") {
    State state({}, 1, Moment{});
    const Server first(state, Scheme::http, 0);
    CHECK_THROWS_AS(Server(state, Scheme::http, first.port()), boost::system::system_error);
}

TEST_CASE("POST stop ends run() after its reply") {
    State state({}, 1, Moment{});
    Server server(state, Scheme::http, 0);
    std::thread thread([&server] { server.run(); });
    Client client(server.port());
    const std::string reply =
        client.exchange("POST /_sandbox/stop HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    CHECK_THAT(reply, Catch::StartsWith("HTTP/1.1 200"));
    thread.join();
}

TEST_CASE("a server that stops with open connections leaves nothing behind") {
    LiveSandbox live(Scheme::https);
    Client idle(live.port(), live.ca_pem());
    CHECK(idle.is_trusted());
    live.play(R"({"match":{"path":"/m2/"},"then":{"delay_ms":600000}})");
    idle.send(update_request("crm-1"));
    CHECK(live.await_count(R"("running":1)"));
}
