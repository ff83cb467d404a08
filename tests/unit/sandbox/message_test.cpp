#include "tests/sandbox/message.hpp"

#include <catch2/catch.hpp>

using namespace sandbox;

TEST_CASE("a response is written with its length") {
    Response response = json_reply(503, "{}");
    response.headers = "Retry-After: 2\r\n";
    std::string out;
    append_wire(out, response, Connection::keep);
    CHECK(
        out == "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
               "Content-Length: 2\r\nRetry-After: 2\r\n\r\n{}"
    );
}

TEST_CASE("a 204 carries neither body nor length, and the last reply says so") {
    Response response = json_reply(204, "ignored");
    std::string out;
    append_wire(out, response, Connection::close);
    CHECK(out == "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

TEST_CASE("a fixed body stands for an empty one") {
    Response response;
    response.fixed_body = "fixed";
    CHECK(response.text() == "fixed");
    response.body = "own";
    CHECK(response.text() == "own");
}

TEST_CASE("a bearer token is read whatever the case of its scheme") {
    Request request;
    CHECK(bearer_token(request).empty());
    request.authorization = "bearer abc";
    CHECK(bearer_token(request) == "abc");
    request.authorization = "Basic abc";
    CHECK(bearer_token(request).empty());
}

TEST_CASE("a media type is what stands before the parameters") {
    CHECK(media_type("application/json ; charset=utf-8") == "application/json");
    CHECK(media_type("application/json") == "application/json");
    CHECK(media_type("").empty());
}

TEST_CASE("an error reply quotes its message") {
    CHECK(error_reply(400, "a \"b\"").body == R"({"status":400,"message":"a \"b\""})");
}
