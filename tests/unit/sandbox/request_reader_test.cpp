#include "tests/sandbox/request_reader.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace sandbox;
using Progress = RequestReader::Progress;

namespace {

constexpr std::size_t limit = 1000;

void feed(RequestReader& reader, std::string_view bytes) {
    while (!bytes.empty()) {
        const std::span<char> room = reader.room();
        REQUIRE_FALSE(room.empty());
        const std::size_t size = std::min(room.size(), bytes.size());
        bytes.copy(room.data(), size);
        reader.received(size);
        bytes.remove_prefix(size);
    }
}

const std::string update =
    "POST /m2/acme/profile/update?a=1 HTTP/1.1\r\nHost: acme\r\nx-api-key: k\r\n"
    "Authorization: Bearer t\r\nContent-Length: 5\r\n\r\nhello";

}  // namespace

TEST_CASE("a request is read however its bytes are cut") {
    for (std::size_t step = 1; step <= update.size(); ++step) {
        RequestReader reader(limit, 9);
        Progress progress = Progress::needs_more;
        for (std::size_t at = 0; at < update.size(); at += step) {
            REQUIRE(progress == Progress::needs_more);
            feed(reader, std::string_view(update).substr(at, step));
            progress = reader.advance();
        }
        REQUIRE(progress == Progress::complete);
        const Request request = reader.request();
        CHECK(request.method == "POST");
        CHECK(request.path == "/m2/acme/profile/update");
        CHECK(request.query == "a=1");
        CHECK(request.host == "acme");
        CHECK(request.api_key == "k");
        CHECK(request.authorization == "Bearer t");
        CHECK(request.body == "hello");
        CHECK(request.connection == 9);
        CHECK(reader.keep_alive());
    }
}

TEST_CASE("requests that come together are read one after the other") {
    RequestReader reader(limit, 1);
    feed(reader, update + "GET /x HTTP/1.1\r\nConnection: close\r\n\r\n");
    CHECK(reader.advance() == Progress::complete);
    reader.next();
    CHECK(reader.advance() == Progress::complete);
    CHECK(reader.request().path == "/x");
    CHECK(reader.request().host.empty());
    CHECK(reader.request().body.empty());
    CHECK_FALSE(reader.keep_alive());
    reader.next();
    CHECK(reader.advance() == Progress::needs_more);
}

TEST_CASE("a chunked body is put together") {
    RequestReader reader(limit, 1);
    feed(
        reader,
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    );
    CHECK(reader.advance() == Progress::complete);
    CHECK(reader.request().body == "abcde");
}

TEST_CASE("a client that waits for leave to send gets it once") {
    RequestReader reader(limit, 1);
    feed(reader, "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(reader.advance() == Progress::wants_continue);
    CHECK(reader.advance() == Progress::needs_more);
    feed(reader, "ok");
    CHECK(reader.advance() == Progress::complete);
}

TEST_CASE("what is too large or no HTTP is told apart") {
    RequestReader large(limit, 1);
    feed(large, "POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n");
    CHECK(large.advance() == Progress::too_large);
    RequestReader head(limit, 1);
    feed(head, "GET /" + std::string(200'000, 'x'));
    CHECK(head.advance() == Progress::too_large);
    RequestReader broken(limit, 1);
    feed(broken, "\x16\x03\x01 hello\r\n\r\n");
    CHECK(broken.advance() == Progress::broken);
}
