#include "sdk/http/connection.hpp"
#include "tests/unit/sdk/http/loopback.hpp"

#include <future>

namespace {

using loopback::check_came;
using loopback::check_failed;
using loopback::get;
using loopback::Kind;
using loopback::plain;
using loopback::secure;
using support::HttpCaller;
using support::Peer;
using support::ScriptedServer;

const std::string established = "HTTP/1.1 200 Connection established\r\n\r\n";

// A server that answers its first request with `bytes` and then waits for the client to end.
ScriptedServer::Script once(std::string bytes) {
    return [bytes = std::move(bytes)](Peer& peer) {
        peer.request();
        peer.send(bytes);
        peer.wait_for_end();
    };
}

sluice::http::Settings through(const ScriptedServer& proxy) {
    sluice::http::Settings settings = loopback::settings();
    settings.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    settings.user_agent = "test/1";
    return settings;
}

}  // namespace

TEST_CASE("the request arrives as it was given, plain and by TLS") {
    const std::string body(300 * 1024, 'b');
    const std::string request =
        "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n\r\n" + body;
    const bool is_secure = GENERATE(false, true);
    std::promise<std::string> arrived;
    const ScriptedServer server{
        [&arrived](Peer& peer) {
            arrived.set_value(peer.request().value_or(""));
            peer.reply("ok");
            peer.wait_for_end();
        },
        is_secure ? std::optional{loopback::identity()} : std::nullopt};
    HttpCaller caller{loopback::settings()};
    const auto& answer =
        caller.ask(is_secure ? secure(server.port()) : plain(server.port()), request);
    check_came(answer);
    CHECK(arrived.get_future().get() == request);
}

TEST_CASE("a large reply arrives whole, by length and in chunks, plain and by TLS") {
    const std::string body(700 * 1024, 'r');
    const std::string bytes = GENERATE_COPY(
        as<std::string>{},
        "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\naf000\r\n" + body + "\r\n0\r\n\r\n"
    );
    const bool is_secure = GENERATE(false, true);
    const ScriptedServer server{
        once(bytes), is_secure ? std::optional{loopback::identity()} : std::nullopt};
    HttpCaller caller{loopback::settings()};
    const auto& answer = caller.ask(is_secure ? secure(server.port()) : plain(server.port()), get);
    check_came(answer, body);
}

TEST_CASE("a plain reply without length ends with the connection") {
    const ScriptedServer server{[](Peer& peer) {
        peer.request();
        peer.send("HTTP/1.1 200 OK\r\n\r\nall of it");
        peer.hang_up();
        peer.wait_for_end();
    }};
    HttpCaller caller;
    check_came(caller.ask(plain(server.port()), get), "all of it");
}

TEST_CASE("an interim reply is skipped, a redirect is a reply like others") {
    const ScriptedServer server{
        once("HTTP/1.1 100 Continue\r\n\r\n"
             "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 2\r\n\r\nok")};
    HttpCaller caller;
    const auto& answer = caller.ask(plain(server.port()), get);
    REQUIRE_FALSE(answer.failure);
    CHECK(answer.reply.status == 302);
    CHECK(answer.reply.body == "ok");
    CHECK(server.accepted() == 1);
}

TEST_CASE("what is no reply, or too much of one, is a failure that says so") {
    HttpCaller caller;
    SECTION("garbage") {
        const ScriptedServer server{once("SSH-2.0-OpenSSH_9.2\r\n\r\n")};
        const auto& answer = caller.ask(plain(server.port()), get);
        check_failed(answer, Kind::protocol, true, "is not acceptable HTTP/1.1: bad version");
    }
    SECTION("a reply above the limit of 1 MiB") {
        const ScriptedServer server{once("HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n")};
        const auto& answer = caller.ask(plain(server.port()), get);
        check_failed(answer, Kind::too_large, true, "127.0.0.1:" + std::to_string(server.port()));
    }
    SECTION("a header above 64 KiB") {
        const ScriptedServer server{once("HTTP/1.1 200 OK\r\nX: " + std::string(65 * 1024, 'x'))};
        const auto& answer = caller.ask(plain(server.port()), get);
        check_failed(answer, Kind::too_large, true, "header limit exceeded");
    }
}

TEST_CASE("a connection that ends in the TLS handshake is a TLS failure") {
    const ScriptedServer server{[](Peer&) {}};
    HttpCaller caller{loopback::settings()};
    const auto& answer = caller.ask(secure(server.port()), get);
    check_failed(answer, Kind::tls, false, "the connection ended in the TLS handshake");
}

TEST_CASE("a TLS endpoint is reached through the proxy by CONNECT") {
    std::promise<std::string> asked;
    const ScriptedServer proxy{[&asked](Peer& peer) {
        asked.set_value(peer.request().value_or(""));
        peer.send(established);
        if (peer.start_tls(loopback::identity())) {
            loopback::answer_all(peer);
        }
    }};
    HttpCaller caller{through(proxy)};
    check_came(caller.ask(secure(443), get));
    check_came(caller.ask(secure(443), get));
    CHECK(caller.client().opened() == 1);
    CHECK(
        asked.get_future().get() ==
        "CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\nUser-Agent: test/1\r\n\r\n"
    );
}

TEST_CASE("a plain endpoint, which is on loopback, is reached without the proxy") {
    const ScriptedServer proxy{once("HTTP/1.1 500 No\r\n\r\n")};
    const ScriptedServer server{loopback::answer_all};
    HttpCaller caller{through(proxy)};
    check_came(caller.ask(plain(server.port()), get));
    CHECK(proxy.accepted() == 0);
}

TEST_CASE("a proxy that gives no tunnel is a failure to connect that names it") {
    const auto [bytes, part] = GENERATE(table<std::string, std::string>({
        {"HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nnope",
         " refused to connect to localhost:443: it answered status 403"},
        {"SOCKS5\r\n\r\n", " did not answer CONNECT in HTTP/1.1: "},
    }));
    const ScriptedServer proxy{once(bytes)};
    HttpCaller caller{through(proxy)};
    const std::string name = "the proxy 127.0.0.1:" + std::to_string(proxy.port());
    check_failed(caller.ask(secure(443), get), Kind::connect, false, name + part);
}

TEST_CASE("a proxy that hangs up is a failure to connect") {
    const ScriptedServer proxy{[](Peer& peer) { peer.request(); }};
    HttpCaller caller{through(proxy)};
    const auto& answer = caller.ask(secure(443), get);
    check_failed(answer, Kind::connect, false, "the connection ended while asking the proxy");
}
