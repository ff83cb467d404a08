#include "adobe_target/api/reply_json.hpp"

#include <catch2/catch.hpp>

#include <string>

using adobe_target::ReplyJson;

TEST_CASE("members are found by pointer and type") {
    const ReplyJson json{
        R"({"status":200,"id":{"tntId":"a.28_20"},"ok":true,"errors":[{"message":"m"}],"big":1e3})"};
    CHECK(json.is_object());
    CHECK(json.integer("/status") == 200);
    CHECK(json.text("/id/tntId") == std::string_view{"a.28_20"});
    CHECK(json.text("/errors/0/message") == std::string_view{"m"});
    CHECK(json.boolean("/ok") == true);
    CHECK_FALSE(json.text("/status"));
    CHECK_FALSE(json.integer("/big"));
    CHECK_FALSE(json.boolean("/none"));
    CHECK_FALSE(json.text("/id/tntId/deeper"));
    CHECK(json.find("/id") != nullptr);
}

TEST_CASE("a body that is no JSON finds nothing") {
    for (const std::string_view body :
         {"", "<html>", "{", "[1]", "{\"a\":\"\xFF\"}", "trueRequest"}) {
        CAPTURE(body);
        const ReplyJson json{body};
        CHECK_FALSE(json.is_object());
        CHECK_FALSE(json.text("/a"));
    }
}

TEST_CASE("a body beyond the built-in room is read all the same, and one nested without end is not"
) {
    const std::string large = R"({"status":200,"filler":")" + std::string(100'000, 'x') + "\"}";
    CHECK(ReplyJson{large}.integer("/status") == 200);
    CHECK_FALSE(ReplyJson{std::string(100'000, '[')}.is_object());
}
