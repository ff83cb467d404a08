#include "live_sandbox.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;
using namespace sandbox::test;

namespace {

constexpr Scheme schemes[] = {Scheme::http, Scheme::https};

}  // namespace

TEST_CASE("half a reply arrives, then the connection ends, and the update was applied") {
    for (const Scheme scheme : schemes) {
        LiveSandbox live(scheme);
        live.play(R"({"match":{"path":"/m2/"},"then":{"reset":"half_reply"}})");
        Client client(live.port(), live.ca_pem());
        client.send(update_request("crm-1"));
        const std::string part = client.receive_all();
        CHECK_THAT(part, Catch::StartsWith("HTTP/1.1 200 OK"));
        CHECK_THAT(part, Catch::Contains("<success>"));
        CHECK_THAT(part, !Catch::Contains("</response>"));
        CHECK(live.await_count(R"("half_reply":1)"));
        CHECK(live.await_count(R"("accepted":1)"));
        CHECK_THAT(live.get("/_sandbox/ledger"), Catch::Contains(R"("replied":false)"));
    }
}

TEST_CASE("a reset sends nothing; before the reply the update counts, after the reading it does not"
) {
    for (const Scheme scheme : schemes) {
        LiveSandbox live(scheme);
        live.play(R"({"match":{"id":"crm-1"},"then":{"reset":"before_reply","delay_ms":1}},)"
                  R"({"match":{"id":"crm-2"},"then":{"reset":"after_read","delay_ms":600000}})");
        for (const char* id : {"crm-1", "crm-2"}) {
            Client client(live.port(), live.ca_pem());
            client.send(update_request(id));
            CHECK(client.receive_all().empty());
            CHECK(client.was_reset());
        }
        const std::string ledger = live.get("/_sandbox/ledger?accepted=true");
        CHECK_THAT(ledger, Catch::Contains("crm-1"));
        CHECK_THAT(ledger, !Catch::Contains("crm-2"));
    }
}

TEST_CASE("a hang stays silent until the client leaves") {
    for (const Scheme scheme : schemes) {
        LiveSandbox live(scheme);
        live.play(R"({"match":{"path":"/m2/"},"then":{"reset":"hang"}})");
        Client client(live.port(), live.ca_pem());
        client.send(update_request("crm-1"));
        REQUIRE(live.await_count(R"("running":1)"));
        CHECK(client.has_silence());
        client.end();
        CHECK(live.await_count(R"("running":0)"));
        CHECK(live.await_count(R"("accepted":0)"));
    }
}

TEST_CASE("delays of several connections run side by side") {
    LiveSandbox live(Scheme::http);
    live.play(R"({"match":{"path":"/m2/"},"then":{"delay_ms":300}})");
    Client one(live.port());
    Client two(live.port());
    Client three(live.port());
    for (Client* client : {&one, &two, &three}) {
        client->send(update_request("crm-1"));
    }
    for (Client* client : {&one, &two, &three}) {
        CHECK_THAT(client->receive(), Catch::StartsWith("HTTP/1.1 200"));
    }
    CHECK(live.await_count(
        R"("max_concurrent":3,"max_concurrent_per_session":0,"max_concurrent_per_id":3)"
    ));
}

TEST_CASE("a client that asks for the end gets it, and one that asks to wait gets leave") {
    LiveSandbox live(Scheme::http);
    Client closing(live.port());
    closing.send(update_request("crm-1", "Connection: close\r\n"));
    const std::string reply = closing.receive_all();
    CHECK_THAT(reply, Catch::Contains("Connection: close"));
    CHECK_THAT(reply, Catch::EndsWith("</response>"));
    Client waiting(live.port());
    const std::string request = update_request("crm-1", "Expect: 100-continue\r\n");
    const std::size_t head = request.find("\r\n\r\n") + 4;
    waiting.send(std::string_view(request).substr(0, head));
    CHECK(waiting.receive() == "HTTP/1.1 100 Continue\r\n\r\n");
    CHECK_THAT(
        waiting.exchange(std::string_view(request).substr(head)), Catch::Contains("submitted")
    );
}

TEST_CASE("pipelined requests are all answered") {
    LiveSandbox live(Scheme::https);
    Client client(live.port(), live.ca_pem());
    client.send(
        update_request("crm-1") + update_request("crm-2") +
        update_request("crm-3", "Connection: close\r\n")
    );
    CHECK_THAT(client.receive_all(), Catch::EndsWith("</response>"));
    CHECK(live.await_count(R"("accepted":3)"));
}

TEST_CASE("what is no HTTP is answered 400 and ended") {
    LiveSandbox live(Scheme::http);
    Client client(live.port());
    client.send("nonsense\r\n\r\n");
    CHECK_THAT(client.receive_all(), Catch::StartsWith("HTTP/1.1 400"));
}
