#include "adobe_target/wire_text.hpp"

#include <catch2/catch.hpp>

using adobe_target::reply_text;
using adobe_target::request_text;

TEST_CASE("a request is shown as it goes out, but for its token") {
    const std::string bytes =
        "POST /m2/acme/profile/update HTTP/1.1\r\nHost: acme.tt.omtrdc.net\r\n"
        "Authorization: Bearer token-1\r\n\r\nmbox3rdPartyId=crm-1";
    CHECK(
        request_text(bytes, "Bearer token-1") ==
        "POST /m2/acme/profile/update HTTP/1.1\nHost: acme.tt.omtrdc.net\n"
        "Authorization: Bearer ***\n\nmbox3rdPartyId=crm-1"
    );
    CHECK(request_text("GET / HTTP/1.1\r\n\r\n", "") == "GET / HTTP/1.1\n\n");
}

TEST_CASE("a reply is its status, its type and its body") {
    sluice::http::Reply reply;
    reply.status = 200;
    reply.content_type = "text/xml";
    reply.body = "<response/>";
    CHECK(reply_text(reply) == "200 text/xml\n\n<response/>");
    sluice::http::Reply bare;
    bare.status = 503;
    bare.retry_after = "2";
    CHECK(reply_text(bare) == "503\nRetry-After: 2");
}
