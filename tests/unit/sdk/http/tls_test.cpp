#include "sdk/http/tls.hpp"
#include "tests/unit/sdk/http/loopback.hpp"

namespace {

using loopback::check_came;
using loopback::check_failed;
using loopback::get;
using loopback::Kind;
using loopback::secure;
using support::HttpCaller;
using support::Peer;
using support::ScriptedServer;
using support::Subject;
using support::TestAuthority;

support::Identity issued(const TestAuthority& by, const Subject& subject) {
    return by.issue(subject);
}

Subject localhost() {
    Subject subject;
    subject.dns_names = {"localhost"};
    return subject;
}

// Answers with the name that the client asked for by SNI.
void answer_with_server_name(Peer& peer) {
    while (peer.request()) {
        peer.reply("<" + peer.server_name() + ">");
    }
}

}  // namespace

TEST_CASE("a certificate for the host's name is accepted, and the name is asked for by SNI") {
    const ScriptedServer server{
        answer_with_server_name, issued(loopback::authority(), localhost())};
    HttpCaller caller{loopback::settings()};
    check_came(caller.ask(secure(server.port()), get), "<localhost>");
}

TEST_CASE("a certificate for a literal address is accepted, and SNI names no address") {
    Subject subject;
    subject.addresses = {"127.0.0.1"};
    const ScriptedServer server{answer_with_server_name, issued(loopback::authority(), subject)};
    HttpCaller caller{loopback::settings()};
    check_came(caller.ask(secure(server.port(), "127.0.0.1"), get), "<>");
}

TEST_CASE("a certificate for another name is refused, and the message has both") {
    Subject subject;
    subject.dns_names = {"other.example"};
    const ScriptedServer server{loopback::answer_all, issued(loopback::authority(), subject)};
    HttpCaller caller{loopback::settings()};
    const auto& answer = caller.ask(secure(server.port()), get);
    const std::string expected = "the certificate of localhost:" + std::to_string(server.port()) +
                                 " does not verify: expected one for \"localhost\" that the CA "
                                 "file " +
                                 loopback::authority().ca_file() +
                                 " vouches for, found: hostname mismatch (it is for "
                                 "\"other.example\")";
    check_failed(answer, Kind::certificate, false, expected);
}

TEST_CASE("a certificate for a name is refused where an address was asked for") {
    const ScriptedServer server{loopback::answer_all, issued(loopback::authority(), localhost())};
    HttpCaller caller{loopback::settings()};
    const auto& answer = caller.ask(secure(server.port(), "127.0.0.1"), get);
    check_failed(answer, Kind::certificate, false, "IP address mismatch (it is for \"localhost\")");
}

TEST_CASE("a certificate by an authority that is not trusted is refused") {
    const TestAuthority stranger;
    const ScriptedServer server{loopback::answer_all, issued(stranger, localhost())};
    SECTION("by the CA file") {
        HttpCaller caller{loopback::settings()};
        const auto& answer = caller.ask(secure(server.port()), get);
        check_failed(
            answer, Kind::certificate, false, "the CA file " + loopback::authority().ca_file()
        );
    }
    SECTION("by the system") {
        HttpCaller caller;
        const auto& answer = caller.ask(secure(server.port()), get);
        check_failed(answer, Kind::certificate, false, "the system's certificate authorities");
    }
}

TEST_CASE("a certificate that has expired is refused") {
    Subject subject = localhost();
    subject.has_expired = true;
    const ScriptedServer server{loopback::answer_all, issued(loopback::authority(), subject)};
    HttpCaller caller{loopback::settings()};
    const auto& answer = caller.ask(secure(server.port()), get);
    check_failed(answer, Kind::certificate, false, "certificate has expired");
}

TEST_CASE("a server that does not speak TLS is a TLS failure") {
    const ScriptedServer server{[](Peer& peer) {
        peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
        peer.wait_for_end();
    }};
    HttpCaller caller{loopback::settings()};
    const auto& answer = caller.ask(secure(server.port()), get);
    check_failed(answer, Kind::tls, false, "TLS failed in the TLS handshake: wrong version number");
}

TEST_CASE("a server that speaks TLS 1.1 at most is refused, and the message has both versions") {
    const support::Identity identity = loopback::identity();
    const ScriptedServer server{[&identity](Peer& peer) {
        if (peer.start_old_tls(identity)) {
            loopback::answer_all(peer);
        }
    }};
    HttpCaller caller{loopback::settings()};
    const auto& answer = caller.ask(secure(server.port()), get);
    const std::string expected = "localhost:" + std::to_string(server.port()) +
                                 ": TLS failed in the TLS handshake: expected TLS 1.2 or newer, "
                                 "found a server that speaks an older version only";
    check_failed(answer, Kind::tls, false, expected);
}

TEST_CASE("a TLS stream that is cut off without close_notify is no end of a reply") {
    const ScriptedServer server{
        [](Peer& peer) {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\n\r\nhalf of it");
            peer.hang_up();
            peer.wait_for_end();
        },
        loopback::identity()};
    HttpCaller caller{loopback::settings()};
    const auto& answer = caller.ask(secure(server.port()), get);
    check_failed(answer, Kind::reset, true, "the connection ended while reading the reply");
}

TEST_CASE("a TLS stream that is closed in an orderly way ends a reply without length") {
    const ScriptedServer server{
        [](Peer& peer) {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\n\r\nall of it");
            peer.close();
            peer.wait_for_end();
        },
        loopback::identity()};
    HttpCaller caller{loopback::settings()};
    check_came(caller.ask(secure(server.port()), get), "all of it");
}
