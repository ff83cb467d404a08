// What the tests of sluice::http share: endpoints of scripted servers, requests, one authority.
#pragma once

#include "tests/support/http_caller.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/test_authority.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <string>
#include <string_view>

namespace loopback {

using Kind = sluice::http::Failure::Kind;
using std::chrono::milliseconds;

inline const std::string get = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
// How long a test waits for what is not to come, and for what is to come.
constexpr milliseconds soon{120};

inline sluice::http::Endpoint plain(std::uint16_t port) {
    return {"127.0.0.1", port, false};
}

inline sluice::http::Endpoint secure(std::uint16_t port, std::string host = "localhost") {
    return {std::move(host), port, true};
}

inline const support::TestAuthority& authority() {
    static const support::TestAuthority made;
    return made;
}

inline support::Identity identity() {
    support::Subject subject;
    subject.dns_names = {"localhost"};
    subject.addresses = {"127.0.0.1"};
    return authority().issue(subject);
}

inline sluice::http::Settings settings(std::size_t connections = 64) {
    sluice::http::Settings settings;
    settings.connections = connections;
    settings.ca_file = authority().ca_file();
    return settings;
}

// Answers every request with its path's worth: "ok".
inline void answer_all(support::Peer& peer) {
    while (peer.request()) {
        peer.reply("ok");
    }
}

inline bool mentions(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

inline void
check_failed(const support::HttpAnswer& answer, Kind kind, bool written, std::string_view part) {
    REQUIRE(answer.has_come);
    REQUIRE(answer.failure);
    CAPTURE(answer.failure->message);
    CHECK(static_cast<int>(answer.failure->kind) == static_cast<int>(kind));
    CHECK(answer.failure->written == written);
    CHECK(mentions(answer.failure->message, part));
    CHECK_FALSE(mentions(answer.failure->message, "GET"));  // never the request's bytes
}

inline void check_came(const support::HttpAnswer& answer, std::string_view body = "ok") {
    REQUIRE(answer.has_come);
    CAPTURE(answer.failure ? answer.failure->message : "");
    REQUIRE_FALSE(answer.failure);
    CHECK(answer.reply.status == 200);
    CHECK(answer.reply.body == body);
}

}  // namespace loopback
