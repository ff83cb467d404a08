#include "sdk/http/reply_reader.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {

using sluice::http::Buffer;
using sluice::http::Failure;
using sluice::http::Reply;
using sluice::http::ReplyReader;
using State = ReplyReader::State;

constexpr std::size_t max_body = 1000;

void put(Buffer& buffer, std::string_view bytes) {
    const auto room = buffer.room(bytes.size());
    std::copy(bytes.begin(), bytes.end(), room.begin());
    buffer.append(bytes.size());
}

struct Reading {
    ReplyReader reader;
    Buffer buffer{16};
    Reply reply;

    Reading() { reader.start(reply, max_body); }

    State feed(std::string_view bytes) {
        put(buffer, bytes);
        return reader.feed(buffer);
    }
};

const std::string no_more = "HTTP/1.1 204 No Content\r\n\r\n";

}  // namespace

TEST_CASE("a reply is the same however its bytes come") {
    struct Example {
        std::string bytes;
        int status;
        std::string body;
    };
    const auto example = GENERATE(values<Example>({
        {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
         "3\r\nhel\r\n2;ext=\"1\"\r\nlo\r\n0\r\nTrailer: x\r\n\r\n",
         200,
         "hello"},
        {no_more, 204, ""},
        {"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, ""},
        {"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", 500, ""},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
         "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
         200,
         "ok"},
    }));
    CAPTURE(example.bytes);
    for (std::size_t step = 1; step <= example.bytes.size(); ++step) {
        Reading reading;
        State state = State::more;
        for (std::size_t at = 0; at < example.bytes.size(); at += step) {
            REQUIRE(state == State::more);
            state = reading.feed(example.bytes.substr(at, step));
        }
        REQUIRE(state == State::done);
        CHECK(reading.reply.status == example.status);
        CHECK(reading.reply.body == example.body);
        CHECK(reading.reader.may_keep());
        CHECK(reading.buffer.empty());
    }
}

TEST_CASE("of the header, the content type and the time to wait are kept as sent") {
    Reading reading;
    reading.feed("HTTP/1.1 503 Busy\r\ncontent-type:  text/xml; charset=utf-8 \r\n"
                 "RETRY-AFTER: 120\r\nContent-Length: 0\r\n\r\n");
    CHECK(reading.reply.content_type == "text/xml; charset=utf-8");
    CHECK(reading.reply.retry_after == "120");
}

TEST_CASE("a trailer changes nothing of the reply") {
    Reading reading;
    const State state = reading.feed("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     "0\r\nRetry-After: 999999\r\n\r\n");
    CHECK(state == State::done);
    CHECK(reading.reply.retry_after.empty());
}

TEST_CASE("a reply leaves nothing of the one before and no byte of the one after") {
    Reading reading;
    reading.feed(
        "HTTP/1.1 503 Busy\r\nContent-Type: a\r\nRetry-After: 1\r\nContent-Length: 3\r\n\r\n"
        "abc" +
        no_more
    );
    CHECK(reading.reply.body == "abc");
    CHECK(reading.buffer.data() == no_more);
    reading.reader.start(reading.reply, max_body);
    CHECK_FALSE(reading.reader.has_begun());
    CHECK(reading.reader.feed(reading.buffer) == State::done);
    CHECK(reading.reply.status == 204);
    CHECK(reading.reply.body.empty());
    CHECK(reading.reply.content_type.empty());
    CHECK(reading.reply.retry_after.empty());
}

TEST_CASE("the far side says whether the connection may be kept") {
    const auto [bytes, may_keep] = GENERATE(table<std::string, bool>({
        {"HTTP/1.1 204 No\r\n\r\n", true},
        {"HTTP/1.1 204 No\r\nConnection: close\r\n\r\n", false},
        {"HTTP/1.1 204 No\r\nConnection: foo, Close\r\n\r\n", false},
        {"HTTP/1.0 204 No\r\n\r\n", false},
        {"HTTP/1.0 204 No\r\nConnection: keep-alive\r\n\r\n", true},
    }));
    CAPTURE(bytes);
    Reading reading;
    REQUIRE(reading.feed(bytes) == State::done);
    CHECK(reading.reader.may_keep() == may_keep);
}

TEST_CASE("a body without a length ends with the stream, and so does the connection") {
    Reading reading;
    CHECK(reading.feed("HTTP/1.1 200 OK\r\n\r\nall of ") == State::more);
    CHECK(reading.feed("it") == State::more);
    CHECK(reading.reader.end() == State::done);
    CHECK(reading.reply.body == "all of it");
    CHECK_FALSE(reading.reader.may_keep());
}

TEST_CASE("a stream that ends within a reply is a failure") {
    const std::string bytes = GENERATE(
        as<std::string>{},
        "",
        "HTTP/1.1 2",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n"
    );
    CAPTURE(bytes);
    Reading reading;
    REQUIRE(reading.feed(bytes) == State::more);
    CHECK(reading.reader.end() == State::failed);
}

TEST_CASE("what is not HTTP/1.1 is refused") {
    const std::string bytes = GENERATE(
        as<std::string>{},
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnothex\r\n",
        "HTTP/1.1 042 X\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n"
    );
    CAPTURE(bytes);
    Reading reading;
    REQUIRE(reading.feed(bytes) == State::failed);
    CHECK(reading.reader.kind() == Failure::Kind::protocol);
    CHECK_FALSE(reading.reader.complaint().empty());
}

TEST_CASE("a body may be as large as allowed and no larger") {
    const std::string allowed(max_body, 'x');
    Reading fits;
    CHECK(fits.feed("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + allowed) == State::done);
    CHECK(fits.reply.body == allowed);

    const std::string bytes = GENERATE_COPY(
        as<std::string>{},
        "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n" + allowed + "\r\n1\r\nx\r\n",
        "HTTP/1.1 200 OK\r\n\r\nx" + allowed
    );
    CAPTURE(bytes);
    Reading reading;
    REQUIRE(reading.feed(bytes) == State::failed);
    CHECK(reading.reader.kind() == Failure::Kind::too_large);
}

TEST_CASE("a header or a chunk's header without end is refused") {
    const std::string start = GENERATE(
        as<std::string>{},
        "HTTP/1.1 200 OK\r\nX: ",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "
    );
    CAPTURE(start);
    Reading reading;
    State state = reading.feed(start);
    const std::string more(1024, 'x');
    std::size_t size = 0;
    while (state == State::more && size < 1 << 20) {
        state = reading.feed(more);
        size += more.size();
    }
    CHECK(state == State::failed);
    CHECK(reading.reader.kind() == Failure::Kind::too_large);
    CHECK(size <= 66 * 1024);
}

TEST_CASE("a success of CONNECT ends with its header, whatever length it gives") {
    Reading reading;
    reading.reader.start_tunnel(reading.reply);
    put(reading.buffer, "HTTP/1.1 200 Connection established\r\nContent-Length: 5\r\n\r\nbytes");
    CHECK(reading.reader.feed(reading.buffer) == State::done);
    CHECK(reading.reply.status == 200);
    CHECK(reading.buffer.data() == "bytes");
}
