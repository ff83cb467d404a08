#include "host/conform/mock/answer_text.hpp"

#include <catch2/catch.hpp>

using How = host::MockReply::How;

TEST_CASE("an answer has its length, and what the reply asks for") {
    host::MockReply reply;
    reply.status = 429;
    reply.retry_after = "7";
    reply.body = "no";
    CHECK(
        host::answer_text(reply) == "HTTP/1.1 429 Mock\r\nRetry-After: 7\r\nContent-Type: "
                                    "application/json\r\nContent-Length: 2\r\n\r\nno"
    );
    reply.status = 204;
    reply.retry_after.reset();
    CHECK(host::answer_text(reply) == "HTTP/1.1 204 Mock\r\n\r\n");
}

TEST_CASE("broken answers are broken where they say") {
    host::MockReply reply;
    reply.body = "0123456789";
    reply.how = How::truncate;
    CHECK(host::answer_text(reply).ends_with("Content-Length: 10\r\n\r\n01234"));
    reply.how = How::never;
    CHECK(host::answer_text(reply).empty());
    reply.how = How::garbled;
    CHECK_FALSE(host::answer_text(reply).starts_with("HTTP/"));
    reply.how = How::giant_header;
    CHECK(host::answer_text(reply).size() > (1U << 20U));
}
