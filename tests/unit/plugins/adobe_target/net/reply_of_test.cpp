#include "adobe_target/net/reply_of.hpp"

#include <catch2/catch.hpp>

#include <chrono>

using adobe_target::reply_of;

TEST_CASE("Retry-After counts from now, up to an hour; without one there is none") {
    const std::chrono::system_clock::time_point now{};
    sluice::http::Reply reply;
    reply.status = 429;
    reply.body = "b";
    reply.content_type = "t";
    CHECK_FALSE(reply_of(reply, "h", now).retry_after);
    reply.retry_after = "7";
    const auto view = reply_of(reply, "h", now);
    CHECK(view.status == 429);
    CHECK(view.host == "h");
    CHECK(view.body == "b");
    CHECK(view.content_type == "t");
    CHECK(view.retry_after == std::chrono::seconds{7});
    reply.retry_after = "Thu, 01 Jan 1970 00:01:00 GMT";
    CHECK(reply_of(reply, "h", now).retry_after == std::chrono::minutes{1});
    reply.retry_after = "999999";
    CHECK(reply_of(reply, "h", now).retry_after == std::chrono::hours{1});
    reply.retry_after = "soon";
    CHECK_FALSE(reply_of(reply, "h", now).retry_after);
}
