#include "host/report/status_server.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/unit/host/report/status_fixtures.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <list>

using host::ListenAddress;
using host::SnapshotBoard;
using host::StatusServer;
using support::RawClient;

namespace {

std::unique_ptr<StatusServer> server_of(const SnapshotBoard& board) {
    auto started = StatusServer::start({"127.0.0.1", 0}, {}, board);
    REQUIRE(started);
    REQUIRE((*started)->address().port != 0);
    return *std::move(started);
}

std::string ask(const StatusServer& server, std::string_view text) {
    return support::ask_raw(server.address().port, text);
}

constexpr std::string_view get_health = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

}  // namespace

TEST_CASE("the server answers GET and HEAD, and closes") {
    SnapshotBoard board;
    board.publish(std::make_shared<host::Snapshot>(test::full_snapshot()));
    const auto server = server_of(board);
    const std::string got = ask(*server, "GET /status HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK_THAT(
        got, Catch::StartsWith("HTTP/1.1 200 OK\r\n") && Catch::Contains("Connection: close\r\n")
    );
    CHECK_THAT(got, Catch::Contains("\r\n\r\n{\"version\":\"1.2.3\""));
    const std::string head = ask(*server, "HEAD /status HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK_THAT(head, Catch::Contains("Content-Length: ") && Catch::EndsWith("\r\n\r\n"));
    CHECK(head.find("Content-Length: 0") == std::string::npos);
    CHECK_THAT(
        ask(*server, "DELETE /status HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        Catch::StartsWith("HTTP/1.1 405") && Catch::Contains("Allow: GET, HEAD")
    );
    CHECK_THAT(
        ask(*server, "GET /status HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        Catch::StartsWith("HTTP/1.1 421")
    );
}

TEST_CASE("what is no HTTP and what is too long is refused") {
    SnapshotBoard board;
    const auto server = server_of(board);
    CHECK_THAT(ask(*server, "HELO there\r\n\r\n"), Catch::StartsWith("HTTP/1.1 400"));
    const std::string text =
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: " + std::string(9000, 'x') +
        "\r\n\r\n";
    CHECK_THAT(ask(*server, text), Catch::StartsWith("HTTP/1.1 431"));
    CHECK_THAT(ask(*server, get_health), Catch::StartsWith("HTTP/1.1 200"));
}

TEST_CASE("silent clients keep nobody out, and are closed") {
    SnapshotBoard board;
    const auto server = server_of(board);
    std::list<RawClient> silent;
    for (int i = 0; i < 100; ++i) {
        silent.emplace_back(server->address().port).say("GET /hea");
    }
    const auto began = std::chrono::steady_clock::now();
    CHECK_THAT(ask(*server, get_health), Catch::StartsWith("HTTP/1.1 200"));
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{4});
    CHECK(silent.front().hear().empty());  // pushed out by later ones
    CHECK(silent.back().hear().empty());   // out of patience with it
}

TEST_CASE("the server ends at once, whoever is connected, and its port is free again") {
    SnapshotBoard board;
    auto server = server_of(board);
    const ListenAddress address = server->address();
    const RawClient silent{address.port};
    silent.say("GET ");
    const auto began = std::chrono::steady_clock::now();
    server.reset();
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{4});
    CHECK(silent.hear().empty());
    CHECK(StatusServer::start(address, {}, board));
}

TEST_CASE("an address that is taken or is not this machine's is said") {
    SnapshotBoard board;
    const auto server = server_of(board);
    const auto second = StatusServer::start(server->address(), {}, board);
    REQUIRE_FALSE(second);
    CHECK_THAT(
        second.error().text,
        Catch::Contains("cannot listen on " + server->address().text() + ": Address already in use")
    );
    CHECK_FALSE(StatusServer::start({"192.0.2.1", 0}, {}, board));
}
