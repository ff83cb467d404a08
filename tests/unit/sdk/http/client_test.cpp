#include "tests/unit/sdk/http/loopback.hpp"

#include <sluice/http/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <latch>
#include <vector>

namespace {

using loopback::check_came;
using loopback::check_failed;
using loopback::get;
using loopback::Kind;
using loopback::plain;
using loopback::secure;
using loopback::soon;
using support::HttpAnswer;
using support::HttpCaller;
using support::Peer;
using support::ScriptedServer;

// Lets more time pass than it takes for a kept connection to be looked at before it is used again.
void let_connections_age(HttpCaller& caller) {
    const ScriptedServer silent{[](Peer& peer) { peer.wait_for_end(); }};
    const HttpAnswer& answer = caller.ask(plain(silent.port()), get, soon);
    check_failed(answer, Kind::timeout, true, "the deadline passed");
}

// Asks twice and blocks the io_context in between until the far side `is_gone`: no sweep comes and
// makes the client look at the connection before it uses it again.
sluice::http::Task<void> ask_twice(
    sluice::http::Client& client,
    const sluice::http::Endpoint& endpoint,
    const std::atomic<bool>& is_gone,
    HttpAnswer& second
) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    HttpAnswer first;
    first.failure = co_await client.exchange(endpoint, get, deadline, first.reply);
    CHECK_FALSE(first.failure);
    is_gone.wait(false);
    second.failure = co_await client.exchange(endpoint, get, deadline, second.reply);
    second.has_come = true;
}

}  // namespace

TEST_CASE("a hundred exchanges share one connection") {
    const ScriptedServer server{loopback::answer_all, loopback::identity()};
    HttpCaller caller{loopback::settings()};
    for (int i = 0; i < 100; ++i) {
        check_came(caller.ask(secure(server.port()), get));
    }
    CHECK(caller.client().opened() == 1);
    CHECK(server.accepted() == 1);
}

TEST_CASE("a connection that was kept for a while and is still open is used again") {
    const ScriptedServer server{loopback::answer_all, loopback::identity()};
    HttpCaller caller{loopback::settings()};
    check_came(caller.ask(secure(server.port()), get));
    let_connections_age(caller);
    check_came(caller.ask(secure(server.port()), get));
    CHECK(server.accepted() == 1);
}

TEST_CASE("sixty-four exchanges run at once on sixty-four connections") {
    std::latch all_have_asked{64};
    const ScriptedServer server{
        [&](Peer& peer) {
            if (peer.request()) {
                all_have_asked.arrive_and_wait();
                peer.reply("ok");
                loopback::answer_all(peer);
            }
        },
        loopback::identity()};
    HttpCaller caller{loopback::settings(64)};
    std::vector<HttpAnswer*> answers;
    answers.reserve(256);
    for (int i = 0; i < 256; ++i) {
        answers.push_back(&caller.start(secure(server.port()), get));
    }
    for (const HttpAnswer* answer : answers) {
        caller.wait(*answer);
        check_came(*answer);
    }
    CHECK(caller.client().opened() == 64);
}

TEST_CASE("a reply that closes the connection is followed by a new one") {
    const ScriptedServer server{[](Peer& peer) {
        while (peer.request()) {
            peer.reply("ok", "Connection: close\r\n");
        }
    }};
    HttpCaller caller;
    check_came(caller.ask(plain(server.port()), get));
    check_came(caller.ask(plain(server.port()), get));
    CHECK(caller.client().opened() == 2);
}

TEST_CASE("a kept connection that its peer has closed is replaced, and nothing is in doubt") {
    const bool is_secure = GENERATE(true, false);
    const bool is_orderly = GENERATE(true, false);
    std::atomic<bool> has_closed = false;
    std::atomic<int> requests = 0;
    const ScriptedServer server{
        [&](Peer& peer) {
            while (peer.request()) {
                ++requests;
                peer.reply("ok");
                if (peer.number() == 1) {
                    is_orderly ? peer.close() : peer.hang_up();
                    has_closed = true;
                    has_closed.notify_all();
                }
            }
        },
        is_secure ? std::optional{loopback::identity()} : std::nullopt};
    HttpCaller caller{loopback::settings()};
    const auto endpoint = is_secure ? secure(server.port()) : plain(server.port());
    check_came(caller.ask(endpoint, get));
    has_closed.wait(false);
    let_connections_age(caller);
    check_came(caller.ask(endpoint, get));
    CHECK(server.accepted() == 2);
    CHECK(requests == 2);
}

TEST_CASE("a request of which no byte could be written goes out again on a new connection") {
    std::atomic<bool> has_reset = false;
    std::atomic<int> requests = 0;
    const ScriptedServer server{
        [&](Peer& peer) {
            while (peer.request()) {
                ++requests;
                peer.reply("ok");
                if (peer.number() == 1) {
                    peer.reset();
                    has_reset = true;
                    has_reset.notify_all();
                }
            }
        },
        loopback::identity()};
    boost::asio::io_context context{1};
    sluice::http::Client client{context, loopback::settings()};
    const auto endpoint = secure(server.port());
    HttpAnswer second;
    boost::asio::co_spawn(
        context, ask_twice(client, endpoint, has_reset, second), boost::asio::detached
    );
    context.run();
    check_came(second);
    CHECK(server.accepted() == 2);
    CHECK(requests == 2);
}

TEST_CASE("a request that was written is never sent again by itself") {
    std::atomic<int> requests = 0;
    const ScriptedServer server{
        [&](Peer& peer) {
            while (peer.request()) {
                if (++requests > 1) {
                    peer.reset();
                    return;
                }
                peer.reply("ok");
            }
        },
        loopback::identity()};
    HttpCaller caller{loopback::settings()};
    check_came(caller.ask(secure(server.port()), get));
    const HttpAnswer& answer = caller.ask(secure(server.port()), get);
    check_failed(answer, Kind::reset, true, "the connection ended while waiting for the reply");
    CHECK(requests == 2);
    CHECK(server.accepted() == 1);
}

TEST_CASE("a server that says more than was asked for loses its connection") {
    const ScriptedServer server{[](Peer& peer) {
        while (peer.request()) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        }
    }};
    HttpCaller caller;
    check_came(caller.ask(plain(server.port()), get));
    check_came(caller.ask(plain(server.port()), get));
    CHECK(caller.client().opened() == 2);
}

TEST_CASE("the deadline ends an exchange in whatever it does, and the message says in what") {
    HttpCaller caller{loopback::settings()};
    SECTION("connecting") {
        const support::SilentPort silent;
        const HttpAnswer& answer = caller.ask(plain(silent.port()), get, soon);
        check_failed(answer, Kind::timeout, false, "the deadline passed while connecting");
    }
    SECTION("the TLS handshake") {
        const ScriptedServer server{[](Peer& peer) { peer.wait_for_end(); }};
        const HttpAnswer& answer = caller.ask(secure(server.port()), get, soon);
        check_failed(answer, Kind::timeout, false, "the deadline passed in the TLS handshake");
    }
    SECTION("sending") {
        std::latch may_end{1};
        const ScriptedServer server{[&](Peer&) { may_end.wait(); }};
        const std::string large = get + std::string(32 << 20, 'x');
        const HttpAnswer& answer = caller.ask(plain(server.port()), large, soon);
        may_end.count_down();
        check_failed(answer, Kind::timeout, true, "the deadline passed while sending the request");
    }
    SECTION("waiting for the reply") {
        const ScriptedServer server{[](Peer& peer) { peer.wait_for_end(); }, loopback::identity()};
        const HttpAnswer& answer = caller.ask(secure(server.port()), get, soon);
        check_failed(
            answer, Kind::timeout, true, "the deadline passed while waiting for the reply"
        );
    }
    SECTION("reading the reply") {
        const ScriptedServer server{
            [](Peer& peer) {
                peer.request();
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                peer.wait_for_end();
            },
            loopback::identity()};
        const HttpAnswer& answer = caller.ask(secure(server.port()), get, soon);
        check_failed(answer, Kind::timeout, true, "the deadline passed while reading the reply");
    }
}

TEST_CASE("cancelling ends every exchange wherever it is, and refuses new ones") {
    std::latch has_asked{1};
    const ScriptedServer server{[&](Peer& peer) {
        if (peer.request()) {
            has_asked.count_down();
        }
        peer.wait_for_end();
    }};
    const ScriptedServer no_tls{[](Peer& peer) { peer.wait_for_end(); }};
    const support::SilentPort silent;
    HttpCaller caller{loopback::settings(3)};
    const HttpAnswer& reading = caller.start(plain(server.port()), get);
    const HttpAnswer& in_handshake = caller.start(secure(no_tls.port()), get);
    const HttpAnswer& connecting = caller.start(plain(silent.port()), get);
    const HttpAnswer& waiting = caller.start(plain(server.port()), get);
    caller.run_until([&] { return has_asked.try_wait() && no_tls.accepted() == 1; });
    caller.client().cancel();
    caller.run_until([] { return false; });
    check_failed(reading, Kind::cancelled, true, "cancelled while waiting for the reply");
    check_failed(in_handshake, Kind::cancelled, false, "cancelled ");
    check_failed(connecting, Kind::cancelled, false, "cancelled while connecting");
    check_failed(waiting, Kind::cancelled, false, "cancelled while waiting for a free connection");
    const HttpAnswer& refused = caller.ask(plain(server.port()), get);
    check_failed(refused, Kind::cancelled, false, "cancelled before it began");
}

TEST_CASE("a client that goes ends its exchanges, which may outlive it") {
    const ScriptedServer server{[](Peer& peer) { peer.wait_for_end(); }};
    HttpCaller caller{loopback::settings(1)};
    const HttpAnswer& under_way = caller.start(plain(server.port()), get);
    const HttpAnswer& waiting = caller.start(plain(server.port()), get);
    caller.run_until([&] { return server.accepted() == 1; });
    caller.drop_client();
    caller.run_until([] { return false; });
    CHECK(under_way.failure->kind == Kind::cancelled);
    CHECK(waiting.failure->kind == Kind::cancelled);
}

TEST_CASE("exchanges that never go on are destroyed with their io_context") {
    const ScriptedServer server{[](Peer& peer) { peer.wait_for_end(); }};
    const auto endpoint = plain(server.port());
    const auto by_name = loopback::secure(server.port());
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    sluice::http::Reply replies[3];
    auto context = std::make_unique<boost::asio::io_context>(1);
    {
        sluice::http::Client client{*context, loopback::settings(2)};
        const auto begin = [&](const sluice::http::Endpoint& to, sluice::http::Reply& reply) {
            boost::asio::co_spawn(
                *context, client.exchange(to, get, deadline, reply), boost::asio::detached
            );
        };
        begin(endpoint, replies[0]);
        begin(by_name, replies[1]);
        begin(endpoint, replies[2]);
        while (server.accepted() == 0 && context->run_one() != 0) {
        }
    }
    context.reset();  // the address sanitizer sees what is left
    CHECK(server.accepted() >= 1);
}
