#include "host/conform/mock/request_parser.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a request comes out whole, however its bytes come in") {
    const std::string text =
        "POST /a?b=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\n\r\n";
    host::RequestParser parser;
    std::optional<host::MockRequest> request;
    std::size_t fed = 0;
    while (!request && fed < text.size()) {
        parser.feed(text.substr(fed++, 1));
        request = parser.take();
    }
    REQUIRE(request);
    CHECK(request->method == "POST");
    CHECK(request->target == "/a?b=1");
    CHECK(request->body == "hello");
    CHECK(request->head.ends_with("\r\n\r\n"));
    parser.feed(text.substr(fed));
    request = parser.take();
    REQUIRE(request);
    CHECK(request->method == "GET");
    CHECK(parser.is_idle());
}

TEST_CASE("chunks are put together") {
    host::RequestParser parser;
    parser.feed("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
    CHECK_FALSE(parser.take());
    parser.feed("2\r\nde\r\n0\r\n\r\n");
    const auto request = parser.take();
    REQUIRE(request);
    CHECK(request->body == "abcde");
    CHECK(parser.is_idle());
}

TEST_CASE("what is no HTTP is an error for good") {
    host::RequestParser parser;
    parser.feed("nonsense\r\n\r\n");
    CHECK_FALSE(parser.take());
    CHECK_FALSE(parser.error().empty());
    parser.feed("GET / HTTP/1.1\r\n\r\n");
    CHECK_FALSE(parser.take());

    host::RequestParser lengths;
    lengths.feed("GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n");
    CHECK_FALSE(lengths.take());
    CHECK(lengths.error().find("Content-Length") != std::string::npos);
}

TEST_CASE("100-continue is asked for once, while the body is not there") {
    host::RequestParser parser;
    parser.feed("PUT / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(parser.wants_continue());
    CHECK_FALSE(parser.wants_continue());
}

TEST_CASE("headers are found whatever their case") {
    const std::string_view head = "GET / HTTP/1.1\r\nX-One:  1 \r\nx-two: 2\r\n\r\n";
    CHECK(host::header_of(head, "x-one") == "1");
    CHECK(host::header_of(head, "x-two") == "2");
    CHECK_FALSE(host::header_of(head, "x-three"));
}
