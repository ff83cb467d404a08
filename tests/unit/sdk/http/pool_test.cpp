#include "sdk/http/pool.hpp"
#include "tests/unit/sdk/http/loopback.hpp"

#include <vector>

namespace {

using loopback::check_came;
using loopback::check_failed;
using loopback::get;
using loopback::Kind;
using loopback::plain;
using support::HttpAnswer;
using support::HttpCaller;
using support::Peer;
using support::ScriptedServer;

}  // namespace

TEST_CASE("the least recently used connection of another endpoint gives way") {
    std::atomic<bool> first_has_ended = false;
    const ScriptedServer first{[&](Peer& peer) {
        loopback::answer_all(peer);
        first_has_ended = true;
        first_has_ended.notify_all();
    }};
    const ScriptedServer second{loopback::answer_all};
    const ScriptedServer third{loopback::answer_all};
    HttpCaller caller{loopback::settings(2)};
    check_came(caller.ask(plain(first.port()), get));
    check_came(caller.ask(plain(second.port()), get));
    CHECK_FALSE(first_has_ended);
    check_came(caller.ask(plain(third.port()), get));
    first_has_ended.wait(false);  // its connection was closed to make room
    check_came(caller.ask(plain(second.port()), get));
    CHECK(caller.client().opened() == 3);
}

TEST_CASE("a bound of one connection serves two endpoints with many exchanges") {
    const ScriptedServer first{loopback::answer_all};
    const ScriptedServer second{loopback::answer_all};
    HttpCaller caller{loopback::settings(1)};
    std::vector<HttpAnswer*> answers;
    for (int i = 0; i < 20; ++i) {
        answers.push_back(&caller.start(plain(first.port()), get));
        answers.push_back(&caller.start(plain(second.port()), get));
    }
    for (const HttpAnswer* answer : answers) {
        caller.wait(*answer);
        check_came(*answer);
    }
}

TEST_CASE("never more connections are open than the bound says, over all endpoints") {
    std::atomic<int> open = 0;
    std::atomic<int> most = 0;
    const auto count = [&](Peer& peer) {
        while (peer.request()) {
            const int now = ++open;
            int seen = most;
            while (now > seen && !most.compare_exchange_weak(seen, now)) {
            }
            --open;
            peer.reply("ok");
        }
    };
    const ScriptedServer first{count};
    const ScriptedServer second{count};
    HttpCaller caller{loopback::settings(3)};
    std::vector<HttpAnswer*> answers;
    for (int i = 0; i < 30; ++i) {
        answers.push_back(&caller.start(plain((i % 3 == 0 ? first : second).port()), get));
    }
    for (const HttpAnswer* answer : answers) {
        caller.wait(*answer);
        check_came(*answer);
    }
    CHECK(most >= 1);
    CHECK(most <= 3);
}

TEST_CASE("an endpoint that waits is not starved by a busy one") {
    const ScriptedServer busy{loopback::answer_all};
    const ScriptedServer patient{loopback::answer_all};
    HttpCaller caller{loopback::settings(1)};
    HttpAnswer* current = &caller.start(plain(busy.port()), get);
    const HttpAnswer& waiting = caller.start(plain(patient.port()), get);
    while (!waiting.has_come) {
        HttpAnswer* const next = &caller.start(plain(busy.port()), get);
        caller.run_until([&] { return current->has_come || waiting.has_come; });
        current = next;
    }
    check_came(waiting);
}

TEST_CASE("an exchange that waits for a connection keeps its deadline") {
    std::atomic<bool> may_answer = false;
    const ScriptedServer server{[&](Peer& peer) {
        while (peer.request()) {
            may_answer.wait(false);
            peer.reply("ok");
        }
    }};
    HttpCaller caller{loopback::settings(1)};
    const HttpAnswer& busy = caller.start(plain(server.port()), get);
    const HttpAnswer& late = caller.ask(plain(server.port()), get, loopback::soon);
    check_failed(
        late, Kind::timeout, false, "the deadline passed while waiting for a free connection"
    );
    may_answer = true;
    may_answer.notify_all();
    caller.wait(busy);
    check_came(busy);
    check_came(caller.ask(plain(server.port()), get));
    CHECK(caller.client().opened() == 1);
}

TEST_CASE("a place that becomes free by a failure goes to the next in the queue") {
    const ScriptedServer breaks{[](Peer& peer) {
        peer.request();
        peer.reset();
    }};
    const ScriptedServer server{loopback::answer_all};
    HttpCaller caller{loopback::settings(1)};
    const HttpAnswer& first = caller.start(plain(breaks.port()), get);
    const HttpAnswer& second = caller.start(plain(support::refusing_port()), get);
    const HttpAnswer& third = caller.start(plain(server.port()), get);
    caller.wait(third);
    check_failed(first, Kind::reset, true, "the connection ended");
    check_failed(second, Kind::connect, false, "Connection refused");
    check_came(third);
}
