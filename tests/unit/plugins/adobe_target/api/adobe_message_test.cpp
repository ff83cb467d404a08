#include "adobe_target/api/adobe_message.hpp"

#include <catch2/catch.hpp>

using adobe_target::adobe_message;
using adobe_target::is_html;
using adobe_target::ReplyView;

namespace {

std::string message(int status, std::string_view body, std::string_view type = "application/json") {
    ReplyView reply;
    reply.status = status;
    reply.host = "acme.tt.omtrdc.net";
    reply.content_type = type;
    reply.body = body;
    return adobe_message(reply);
}

bool html(std::string_view type, std::string_view body) {
    ReplyView reply;
    reply.content_type = type;
    reply.body = body;
    return is_html(reply);
}

}  // namespace

TEST_CASE("the words of every Adobe service are found") {
    CHECK(
        message(
            200,
            "<response><success>false</success><message>No such thing</message></response>",
            "text/xml"
        ) == "acme.tt.omtrdc.net answered 200: No such thing"
    );
    CHECK(
        message(400, R"({"status":400,"message":"Invalid property token"})") ==
        "acme.tt.omtrdc.net answered 400: Invalid property token"
    );
    CHECK(
        message(
            400,
            R"({"error":"invalid_client","error_description":"invalid client_secret parameter"})"
        ) == "acme.tt.omtrdc.net answered 400: invalid_client: invalid client_secret parameter"
    );
    CHECK(
        message(
            406,
            R"({"httpStatus":406,"errors":[{"errorCode":"Unsupported.Feature","message":"wrong version"}]})"
        ) == "acme.tt.omtrdc.net answered 406: Unsupported.Feature: wrong version"
    );
}

TEST_CASE("a reply without words is told by host and status alone") {
    CHECK(message(500, "") == "acme.tt.omtrdc.net answered 500");
    CHECK(
        message(502, "<html><message>no</body></html>", "text/html") ==
        "acme.tt.omtrdc.net answered 502"
    );
    CHECK(message(400, "{\"message\":1}") == "acme.tt.omtrdc.net answered 400");
    CHECK(message(400, "<message>\xFF</message>") == "acme.tt.omtrdc.net answered 400");
}

TEST_CASE("words are one line of at most 200 bytes, cut between characters") {
    const std::string long_words =
        message(400, "<message>" + std::string(199, 'x') + "é and more</message>");
    CHECK(long_words.ends_with("x..."));
    CHECK(long_words.find("\xC3") == std::string::npos);
    CHECK(message(400, "<message>a\r\nb</message>") == "acme.tt.omtrdc.net answered 400: a  b");
}

TEST_CASE("an HTML page is told by its type or its beginning") {
    CHECK(html("text/html; charset=utf-8", ""));
    CHECK(html("TEXT/HTML", "{}"));
    CHECK(html("", " \n<!DOCTYPE html><p>"));
    CHECK(html("text/plain", "<HTML>"));
    CHECK_FALSE(html("application/json", "{\"a\":\"<html>\"}"));
    CHECK_FALSE(html("text/xml", "<response>"));
    CHECK_FALSE(html("", ""));
}
