#include <sluice/http/message.hpp>

#include <catch2/catch.hpp>

#include <stdexcept>

using sluice::http::Request;

TEST_CASE("a request is written as HTTP/1.1 says") {
    Request request;
    request.start("POST", "/m2/acme/profile/update", "acme.tt.omtrdc.net");
    request.header("Content-Type", "application/x-www-form-urlencoded");
    request.finish("profile.tier=gold");
    CHECK(
        request.bytes() == "POST /m2/acme/profile/update HTTP/1.1\r\n"
                           "Host: acme.tt.omtrdc.net\r\n"
                           "Content-Type: application/x-www-form-urlencoded\r\n"
                           "Content-Length: 17\r\n"
                           "\r\n"
                           "profile.tier=gold"
    );
}

TEST_CASE("a request that is started again forgets the one before") {
    Request request;
    request.start("POST", "/a", "h");
    request.header("X", "1");
    request.finish("body");
    request.start("GET", "/b", "h");
    request.finish();
    CHECK(request.bytes() == "GET /b HTTP/1.1\r\nHost: h\r\n\r\n");
}

TEST_CASE("Content-Length is sent unless the method expects no body and there is none") {
    const auto [method, body, expected] = GENERATE(table<std::string, std::string, bool>({
        {"POST", "", true},
        {"PUT", "x", true},
        {"DELETE", "", true},
        {"GET", "", false},
        {"GET", "x", true},
        {"HEAD", "", false},
        {"CONNECT", "", false},
    }));
    CAPTURE(method, body);
    Request request;
    request.start(method, "/", "h");
    request.finish(body);
    const std::string field = "Content-Length: " + std::to_string(body.size()) + "\r\n";
    CHECK((request.bytes().find(field) != std::string_view::npos) == expected);
}

TEST_CASE("nothing that would end a line becomes part of a header") {
    const std::string bad =
        GENERATE(as<std::string>{}, "a\rb", "a\nb", "a\r\nInjected: 1", std::string{"a\0b", 3});
    Request request;
    CHECK_THROWS_AS(request.start(bad, "/", "h"), std::invalid_argument);
    CHECK_THROWS_AS(request.start("GET", bad, "h"), std::invalid_argument);
    CHECK_THROWS_AS(request.start("GET", "/", bad), std::invalid_argument);
    request.start("GET", "/", "h");
    CHECK_THROWS_AS(request.header(bad, "value"), std::invalid_argument);
    CHECK_THROWS_AS(request.header("Name", bad), std::invalid_argument);
}

TEST_CASE("a method and a target are one word each") {
    Request request;
    CHECK_THROWS_AS(request.start("GET", "/a b", "h"), std::invalid_argument);
    CHECK_THROWS_AS(request.start("GET", "", "h"), std::invalid_argument);
    CHECK_THROWS_AS(request.start("GET /", "/", "h"), std::invalid_argument);
    CHECK_THROWS_AS(request.start("", "/", "h"), std::invalid_argument);
}
